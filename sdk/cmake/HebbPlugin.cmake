# hebb_add_plugin(KIND NAME SOURCE...) -- builds hebb_<kind>_<name>.so, a plugin with one exported
# function. KIND is rule, activation or metric. Armadillo is used for its views and expressions
# only: without the wrapper library, BLAS or LAPACK, so that the plugin needs the C++ library and
# nothing else. Sources may be C++, C, one Rust file (.rs; rustc is looked for) or Fortran (.f90;
# the module hebb is added); the project enables the language, Rust needs none.
set(HEBB_PLUGIN_MAP ${CMAKE_CURRENT_LIST_DIR}/plugin.map)

function(hebb_add_plugin kind name)
  if(NOT kind MATCHES "^(rule|activation|metric)$")
    message(FATAL_ERROR "hebb_add_plugin: kind is '${kind}', wanted rule, activation or metric")
  endif()
  if(NOT name MATCHES "^[a-z0-9][a-z0-9_-]*$")
    message(FATAL_ERROR "hebb_add_plugin: name is '${name}', wanted lower-case letters, digits, _ -")
  endif()
  set(target hebb_${kind}_${name})
  get_target_property(include hebb::sdk INTERFACE_INCLUDE_DIRECTORIES)
  set(sources ${ARGN})
  if("${sources}" MATCHES "\\.rs$")
    _hebb_add_rust_plugin(${target} ${name} "${include}" ${sources})
    return()
  endif()
  if("${sources}" MATCHES "\\.[fF]90")
    list(APPEND sources "${include}/hebb/plugin.f90")
  endif()
  add_library(${target} MODULE ${sources})
  target_link_libraries(${target} PRIVATE hebb::sdk)
  target_compile_definitions(
    ${target}
    PRIVATE HEBB_PLUGIN_NAME="${name}"
            ARMA_DONT_USE_WRAPPER
            ARMA_DONT_USE_BLAS
            ARMA_DONT_USE_LAPACK
            ARMA_WARN_LEVEL=0)
  target_link_options(
    ${target}
    PRIVATE
    -Wl,-z,nodelete
    -Wl,-z,now
    -Wl,--version-script=${HEBB_PLUGIN_MAP})
  set_target_properties(
    ${target}
    PROPERTIES PREFIX ""
               C_VISIBILITY_PRESET hidden
               CXX_VISIBILITY_PRESET hidden
               VISIBILITY_INLINES_HIDDEN ON
               Fortran_MODULE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/${target}.mod)
  if(HEBB_PLUGIN_OUTPUT_DIRECTORY)
    set_target_properties(${target} PROPERTIES LIBRARY_OUTPUT_DIRECTORY
                                               ${HEBB_PLUGIN_OUTPUT_DIRECTORY})
  endif()
endfunction()

# The target's library from one Rust file, by rustc alone: no registry, nothing downloaded. A panic
# must not cross the boundary to the host, so it ends the process; the host then names the library.
function(_hebb_add_rust_plugin target name include source)
  find_program(HEBB_RUSTC rustc)
  if(NOT HEBB_RUSTC)
    message(FATAL_ERROR "hebb_add_plugin: ${source} needs rustc, which is not found (Debian: rustc)")
  endif()
  set(folder ${HEBB_PLUGIN_OUTPUT_DIRECTORY})
  if(NOT folder)
    set(folder ${CMAKE_CURRENT_BINARY_DIR})
  endif()
  get_filename_component(source ${source} ABSOLUTE)
  set(library ${folder}/${target}.so)
  add_custom_command(
    OUTPUT ${library}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
    COMMAND
      ${CMAKE_COMMAND} -E env HEBB_PLUGIN_NAME=${name} HEBB_INCLUDE=${include} ${HEBB_RUSTC}
      --edition 2021 --crate-type cdylib --crate-name hebb_plugin -C opt-level=3 -C panic=abort
      -C strip=debuginfo -C link-arg=-Wl,-z,nodelete -C link-arg=-Wl,-z,now -o ${library} ${source}
    DEPENDS ${source} ${include}/hebb/plugin.rs
    COMMENT "Building the plugin ${library}"
    VERBATIM)
  add_custom_target(${target} ALL DEPENDS ${library})
endfunction()
