// freed_id -- its id lies in memory that it has given back.
// expect: check 3 loading it crashed: the process was killed by SIGSEGV
// finds: entry.identity hebb_plugin_v1: crashed with SIGSEGV
#include <sys/mman.h>

#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  void* memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  memcpy(memory, HEBB_PLUGIN_NAME, sizeof HEBB_PLUGIN_NAME);
  plugin.id = (const char*)memory;
  munmap(memory, 4096);
  return &plugin;
}
