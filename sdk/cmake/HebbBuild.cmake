# HebbBuild -- the warnings, the optimisation and the sanitizers of our own targets.
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

add_library(hebb_build INTERFACE)
target_compile_features(hebb_build INTERFACE cxx_std_20)
# Vectorisation without -ffast-math: at link time that flag would switch a process that loads the
# object to flush-to-zero.
target_compile_options(
  hebb_build
  INTERFACE -fno-math-errno
            -fno-trapping-math
            $<$<CONFIG:Release>:$<IF:$<BOOL:$<TARGET_PROPERTY:HEBB_OPTIMIZATION>>,$<TARGET_PROPERTY:HEBB_OPTIMIZATION>,-O3>>
            -Wall
            -Wextra
            -Wpedantic
            -Wshadow
            -Wconversion
            # GCC 12 sees overlaps in std::string's operator+ that are not there (its bug 105329).
            $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
            $<$<BOOL:${HEBB_DEVELOPER}>:-Werror>)
# What is counted is the host, as its static libraries, and the SDK, in the plugins, but for targets with
# the property HEBB_UNCOUNTED; counters lie in files (one for each binary) that processes share and that
# a killed one leaves as they are.
if(HEBB_COVERAGE)
  set(counting -fprofile-instr-generate=${PROJECT_BINARY_DIR}/profiles/%m%c.profraw
               -fcoverage-mapping "SHELL:-mllvm -runtime-counter-relocation")
  target_compile_options(
    hebb_build INTERFACE
    "$<$<AND:$<IN_LIST:$<TARGET_PROPERTY:TYPE>,STATIC_LIBRARY;MODULE_LIBRARY>,$<NOT:$<BOOL:$<TARGET_PROPERTY:HEBB_UNCOUNTED>>>>:${counting}>")
  target_link_options(
    hebb_build INTERFACE
    "$<$<NOT:$<BOOL:$<TARGET_PROPERTY:HEBB_UNCOUNTED>>>:-fprofile-instr-generate>")
endif()
if(HEBB_SANITIZE)
  target_compile_options(hebb_build INTERFACE -fsanitize=${HEBB_SANITIZE} -fno-sanitize-recover=all
                                              -fno-omit-frame-pointer)
  target_link_options(hebb_build INTERFACE -fsanitize=${HEBB_SANITIZE})
  # GCC says by itself what is on.
  if(HEBB_SANITIZE MATCHES "address" AND CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    target_compile_definitions(hebb_build INTERFACE __SANITIZE_ADDRESS__)
  endif()
endif()
