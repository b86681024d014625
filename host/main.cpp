// main -- the executable.
#include "cli/app.hpp"

int main(int argc, char** argv) { return hebb::cli::run(argc, argv); }
