# HebbPackage -- what an installation has beside program, SDK and plugins.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/configs DESTINATION share/hebb)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md
        DESTINATION share/doc/hebb)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION share/doc/hebb RENAME copyright)
