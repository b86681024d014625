# hebb_add_plugin(KIND NAME SOURCE...) -- builds hebb_<kind>_<name>.so, a plugin with one exported
# function. KIND is rule, activation or metric. Armadillo is used for its views and expressions
# only: without the wrapper library, BLAS or LAPACK, so that the plugin needs the C++ library and
# nothing else.
set(HEBB_PLUGIN_MAP ${CMAKE_CURRENT_LIST_DIR}/plugin.map)

function(hebb_add_plugin kind name)
  if(NOT kind MATCHES "^(rule|activation|metric)$")
    message(FATAL_ERROR "hebb_add_plugin: kind is '${kind}', wanted rule, activation or metric")
  endif()
  if(NOT name MATCHES "^[a-z0-9][a-z0-9_-]*$")
    message(FATAL_ERROR "hebb_add_plugin: name is '${name}', wanted lower-case letters, digits, _ -")
  endif()
  set(target hebb_${kind}_${name})
  add_library(${target} MODULE ${ARGN})
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
               VISIBILITY_INLINES_HIDDEN ON)
  if(HEBB_PLUGIN_OUTPUT_DIRECTORY)
    set_target_properties(${target} PROPERTIES LIBRARY_OUTPUT_DIRECTORY
                                               ${HEBB_PLUGIN_OUTPUT_DIRECTORY})
  endif()
endfunction()
