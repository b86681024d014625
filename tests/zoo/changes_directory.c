// changes_directory -- leaves the working directory when it is created.
// expect: run 0
// finds: process.directory create changed the working directory
#include <unistd.h>

#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)setup, (void)plan, (void)self;
  if (chdir("/") != 0) return host->fail(host, HEBB_ERROR, -1, -1, "stays");
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.create = create;
  return &plugin;
}
