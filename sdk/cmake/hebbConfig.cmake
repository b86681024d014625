# hebbConfig -- find_package(hebb): the target hebb::sdk, the program hebb::hebb, and
# hebb_add_plugin(). All paths are relative to this file, so that an installation may be moved.
# The real folder first: where /lib is a link into /usr, the headers are in /usr/include.
file(REAL_PATH "${CMAKE_CURRENT_LIST_DIR}" _hebb_prefix)
get_filename_component(_hebb_prefix "${_hebb_prefix}/../../.." ABSOLUTE)

if(NOT TARGET hebb::sdk)
  add_library(hebb::sdk INTERFACE IMPORTED)
  target_include_directories(hebb::sdk INTERFACE "${_hebb_prefix}/include")
  get_property(_hebb_languages GLOBAL PROPERTY ENABLED_LANGUAGES)
  if(CXX IN_LIST _hebb_languages)
    target_compile_features(hebb::sdk INTERFACE cxx_std_17)
  endif()
  unset(_hebb_languages)
endif()

if(NOT TARGET hebb::hebb AND EXISTS "${_hebb_prefix}/bin/hebb")
  add_executable(hebb::hebb IMPORTED)
  set_target_properties(hebb::hebb PROPERTIES IMPORTED_LOCATION "${_hebb_prefix}/bin/hebb")
endif()
unset(_hebb_prefix)

include("${CMAKE_CURRENT_LIST_DIR}/HebbPlugin.cmake")
