// changes_limits -- lowers the number of files that may be open.
// expect: run 0
// finds: process.limits create changed the limit of open files
#include <sys/resource.h>

#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)plan, (void)self;
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    --limit.rlim_cur;
    setrlimit(RLIMIT_NOFILE, &limit);
  }
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.create = create;
  return &plugin;
}
