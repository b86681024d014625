# HebbPackage -- what an installation has beside program, SDK and plugins, and the Debian package:
# `cmake --build build --target package`, in a Release build.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/configs DESTINATION share/hebb)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md
        DESTINATION share/doc/hebb)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION share/doc/hebb RENAME copyright)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME hebb)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "laboratory for competitive Hebbian learning")
set(CPACK_PACKAGE_DESCRIPTION
    "Trains layers with competitive Hebbian rules from experiments in YAML and
reads them out with a linear probe. Rules, activations and metrics are shared
libraries that are loaded by name; the SDK to write more of them, in C++, C,
Rust or Fortran, is included.")
set(CPACK_PACKAGE_CONTACT "The hebb authors <hebb@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_OUTPUT_FILE_PREFIX ${PROJECT_BINARY_DIR}/package)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# For the figures of a report.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "gnuplot-nox")
# To build plugins: a compiler and CMake, and for C++ the headers of Armadillo.
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "cmake, g++, libarmadillo-dev, gfortran, rustc")
include(CPack)
