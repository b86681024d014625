// headers -- the one file of its own for which the headers that all tests share are compiled.
