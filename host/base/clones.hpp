// clones -- one function, several instruction sets, chosen when the program starts.
#pragma once

// The resolvers run before a sanitizer is ready, so sanitized builds use the plain version.
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && \
    !defined(__clang__)
#define HEBB_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define HEBB_CLONES
#endif
