// looks_at_threads -- makes its coefficients of who computes them.
// expect: run 0
// finds: determinism.threads step 1: c differs with another number of threads
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <unistd.h>

#include "animal.h"

static void fill(void* user, uint64_t begin, uint64_t end) {
  const int is_first = syscall(SYS_gettid) == getpid();
  for (uint64_t i = begin; i < end; ++i) ((float*)user)[i] = is_first ? 0.0F : 0.001F;
  usleep(100);
}

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self;
  const uint64_t count = (uint64_t)given->units * given->batch;
  host->parallel_for(host, count, fill, given->c);
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
