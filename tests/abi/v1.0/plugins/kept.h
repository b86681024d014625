/* kept -- the descriptor that the plugins beside this file share. They are built once with the
 * header of tests/abi/baseline and kept as binaries; docs/promise.md says what for. */
#ifndef HEBB_KEPT_H
#define HEBB_KEPT_H

#include <hebb/plugin.h>

#define KEPT_COUNT(table) ((uint32_t)(sizeof(table) / sizeof((table)[0])))

#define KEPT_PLUGIN(kind, param_table, param_number, state_table, state_number, functions) \
  static const hebb_plugin plugin = {HEBB_MAGIC,                                           \
                                     sizeof(hebb_plugin),                                  \
                                     HEBB_ABI_MAJOR,                                       \
                                     0,                                                    \
                                     0,                                                    \
                                     kind,                                                 \
                                     param_number,                                         \
                                     sizeof(hebb_param),                                   \
                                     state_number,                                         \
                                     sizeof(hebb_state),                                   \
                                     0,                                                    \
                                     KEPT_ID,                                              \
                                     "1.0.0",                                              \
                                     "kept for years",                                     \
                                     "",                                                   \
                                     param_table,                                          \
                                     state_table,                                          \
                                     functions};                                           \
  HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) { return &plugin; }

#ifndef KEPT_OWN_DESTROY
static void kept_destroy(void* self) { (void)self; }
#endif

#endif
