// animal -- a descriptor without fault, of a rule that does nothing: each animal spoils one thing.
//
// An animal's first comment ends in its expectation, which zoo_test.cpp reads:
//   expect: check CODE MESSAGE    what `hebb check` says of an experiment with it
//   expect: run CODE MESSAGE      `hebb check` is content; what the run says, nothing for code 0
// and in what `hebb plugin check` finds, one check after another:
//   finds: CHECK MESSAGE          or "finds: nothing"
// FILE stands for the path of the library, ".." for anything. An animal that is no library is a
// script, NAME.sh, that makes its file.
#pragma once

#include <hebb/plugin.h>
#include <string.h>

static inline int32_t idle_create(const hebb_host* host, const hebb_setup* setup,
                                  hebb_rule_plan* plan, void** self) {
  (void)host, (void)setup, (void)plan, (void)self;
  return HEBB_OK;
}

static inline void idle_destroy(void* self) { (void)self; }

static inline int32_t idle_step(void* self, const hebb_host* host, const hebb_rule_step* step) {
  (void)self, (void)host, (void)step;
  return HEBB_OK;
}

static inline hebb_rule idle_rule(void) {
  hebb_rule rule;
  memset(&rule, 0, sizeof rule);
  rule.struct_size = sizeof rule;
  rule.create = idle_create;
  rule.destroy = idle_destroy;
  rule.step = idle_step;
  return rule;
}

static inline hebb_plugin sound_plugin(uint32_t kind, const void* functions) {
  hebb_plugin plugin;
  memset(&plugin, 0, sizeof plugin);
  plugin.magic = HEBB_MAGIC;
  plugin.struct_size = sizeof plugin;
  plugin.abi_major = HEBB_ABI_MAJOR;
  plugin.kind = kind;
  plugin.param_stride = sizeof(hebb_param);
  plugin.state_stride = sizeof(hebb_state);
  plugin.id = HEBB_PLUGIN_NAME;
  plugin.version = "1.0.0";
  plugin.summary = "an animal of the zoo";
  plugin.citation = "";
  plugin.functions = functions;
  return plugin;
}

// Writes to address 0. Volatile twice, or the compiler leaves out what cannot be.
static inline void crash(void) {
  volatile int* volatile nowhere = NULL;
  *nowhere = 1;
}

// A rule's descriptor and functions, for an entry function to spoil and return.
static hebb_rule rule;
static hebb_plugin plugin;

static inline void make_sound_rule(void) {
  rule = idle_rule();
  plugin = sound_plugin(HEBB_KIND_RULE, &rule);
}

static inline hebb_param sound_param(const char* name) {
  hebb_param param;
  memset(&param, 0, sizeof param);
  param.name = name;
  param.doc = "a number";
  param.unit = "";
  param.type = HEBB_PARAM_REAL;
  param.initial = 0.5;
  param.minimum = 0;
  param.maximum = 1;
  return param;
}
