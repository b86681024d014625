/* fault -- LD_PRELOAD library that makes one call of a family fail, in this process or a child.
 *
 *   HEBB_FAULT_CALL   the family: open write fsync rename link mkdir close ftruncate read readdir
 *                     stat malloc mmap fork
 *   HEBB_FAULT_ERROR  a number of errno; "short" writes or reads half; 0 only counts
 *   HEBB_FAULT_NTH    which call, from 1; calls of all processes are counted together
 *   HEBB_FAULT_STAYS  if set, all calls after that one fail as well, as on a full disk
 *   HEBB_FAULT_UNDER  calls on files outside of this folder are let through and not counted;
 *                     malloc (of 2048 bytes and more), mmap and fork have no file: all count
 *   HEBB_FAULT_COUNT  a file of 8 bytes, the counter
 *   HEBB_FAULT_LOG    a file; a line "CALL PATH" is added for each call that fails
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* Smaller pieces are the program's small change; a failure of one in a thousand of them tells
 * nothing that these do not. */
enum { kLeastAllocation = 2048 };

static const char* family;
static const char* under;
static const char* log_file;
static long nth;
static int error_number;
static int is_short;
static int stays;
static _Atomic long* counter;
static _Thread_local int inside;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
  const char* error = getenv("HEBB_FAULT_ERROR");
  const char* count = getenv("HEBB_FAULT_COUNT");
  const char* which = getenv("HEBB_FAULT_NTH");
  if (error == NULL || count == NULL || which == NULL) return;
  const int fd = (int)syscall(SYS_openat, AT_FDCWD, count, O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  void* page = (void*)syscall(SYS_mmap, NULL, 8, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  syscall(SYS_close, fd);
  if (page == MAP_FAILED) return;
  is_short = strcmp(error, "short") == 0;
  error_number = atoi(error);
  nth = atol(which);
  stays = getenv("HEBB_FAULT_STAYS") != NULL;
  under = getenv("HEBB_FAULT_UNDER");
  log_file = getenv("HEBB_FAULT_LOG");
  family = getenv("HEBB_FAULT_CALL");
  counter = page;
}

static void note(const char* call, const char* path) {
  char line[PATH_MAX + 32];
  const int length = snprintf(line, sizeof line, "%s %s\n", call, path);
  if (log_file == NULL || length < 0) return;
  const int fd = (int)syscall(SYS_openat, AT_FDCWD, log_file, O_WRONLY | O_CREAT | O_APPEND, 0666);
  if (fd < 0) return;
  syscall(SYS_write, fd, line, (size_t)length);
  syscall(SYS_close, fd);
}

static int is_chosen(const char* call, const char* path) {
  const long number = atomic_fetch_add(counter, 1) + 1;
  if (error_number == 0 && !is_short) return 0;
  if (nth == 0 || (stays ? number < nth : number != nth)) return 0;
  note(call, path);
  errno = error_number;
  return 1;
}

static int is_family(const char* call) {
  return counter != NULL && !inside && family != NULL && strcmp(family, call) == 0;
}

static int strikes(const char* call) {
  if (!is_family(call)) return 0;
  inside = 1;
  const int strike = is_chosen(call, "");
  inside = 0;
  return strike;
}

static int strikes_path(const char* call, int folder, const char* path) {
  char whole[PATH_MAX];
  if (!is_family(call) || under == NULL || path == NULL) return 0;
  if (path[0] == '/') {
    snprintf(whole, sizeof whole, "%s", path);
  } else if (folder == AT_FDCWD) {
    if (syscall(SYS_getcwd, whole, sizeof whole) < 0) return 0;
    const size_t length = strlen(whole);
    snprintf(whole + length, sizeof whole - length, "/%s", path);
  } else {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    const ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, whole, sizeof whole - 1);
    if (length < 0) return 0;
    snprintf(whole + length, sizeof whole - (size_t)length, "/%s", path);
  }
  return strncmp(whole, under, strlen(under)) == 0 && is_chosen(call, whole);
}

static int strikes_file(const char* call, int fd) {
  char link[64];
  char path[PATH_MAX];
  if (!is_family(call) || under == NULL) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  const ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = '\0';
  return strncmp(path, under, strlen(under)) == 0 && is_chosen(call, path);
}

static size_t half(size_t count) { return count > 1 ? count / 2 : count; }

#define MODE(flags, mode)                               \
  mode_t mode = 0;                                      \
  if (((flags) & (O_CREAT | O_TMPFILE)) != 0) {         \
    va_list rest;                                       \
    va_start(rest, flags);                              \
    mode = va_arg(rest, mode_t);                        \
    va_end(rest);                                       \
  }

int open(const char* path, int flags, ...) {
  MODE(flags, mode)
  if (strikes_path("open", AT_FDCWD, path)) return -1;
  return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int open64(const char* path, int flags, ...) __attribute__((alias("open")));

int openat(int folder, const char* path, int flags, ...) {
  MODE(flags, mode)
  if (strikes_path("open", folder, path)) return -1;
  return (int)syscall(SYS_openat, folder, path, flags, mode);
}

int openat64(int folder, const char* path, int flags, ...) __attribute__((alias("openat")));

FILE* fopen(const char* path, const char* mode) {
  return strikes_path("open", AT_FDCWD, path) ? NULL : REAL(fopen)(path, mode);
}

FILE* fopen64(const char* path, const char* mode) {
  return strikes_path("open", AT_FDCWD, path) ? NULL : REAL(fopen64)(path, mode);
}

/* The C library opens a folder by a call of its own that does not come here. */
DIR* opendir(const char* path) {
  return strikes_path("open", AT_FDCWD, path) ? NULL : REAL(opendir)(path);
}

struct dirent* readdir(DIR* folder) {
  return strikes_file("readdir", dirfd(folder)) ? NULL : REAL(readdir)(folder);
}

struct dirent64* readdir64(DIR* folder) {
  return strikes_file("readdir", dirfd(folder)) ? NULL : REAL(readdir64)(folder);
}

ssize_t write(int fd, const void* bytes, size_t count) {
  if (strikes_file("write", fd)) {
    if (!is_short) return -1;
    count = half(count);
  }
  return syscall(SYS_write, fd, bytes, count);
}

ssize_t pwrite(int fd, const void* bytes, size_t count, off_t offset) {
  if (strikes_file("write", fd)) {
    if (!is_short) return -1;
    count = half(count);
  }
  return syscall(SYS_pwrite64, fd, bytes, count, offset);
}

ssize_t pwrite64(int fd, const void* bytes, size_t count, off_t offset)
    __attribute__((alias("pwrite")));

ssize_t writev(int fd, const struct iovec* pieces, int count) {
  if (strikes_file("write", fd)) {
    if (!is_short) return -1;
    return syscall(SYS_write, fd, pieces[0].iov_base, half(pieces[0].iov_len));
  }
  return syscall(SYS_writev, fd, pieces, count);
}

ssize_t read(int fd, void* bytes, size_t count) {
  if (strikes_file("read", fd)) {
    if (!is_short) return -1;
    count = half(count);
  }
  return syscall(SYS_read, fd, bytes, count);
}

ssize_t pread(int fd, void* bytes, size_t count, off_t offset) {
  if (strikes_file("read", fd)) {
    if (!is_short) return -1;
    count = half(count);
  }
  return syscall(SYS_pread64, fd, bytes, count, offset);
}

ssize_t pread64(int fd, void* bytes, size_t count, off_t offset) __attribute__((alias("pread")));

int fsync(int fd) { return strikes_file("fsync", fd) ? -1 : (int)syscall(SYS_fsync, fd); }

int ftruncate(int fd, off_t length) {
  return strikes_file("ftruncate", fd) ? -1 : (int)syscall(SYS_ftruncate, fd, length);
}

int ftruncate64(int fd, off_t length) __attribute__((alias("ftruncate")));

/* The descriptor is gone, as after a failing close of Linux. */
int close(int fd) {
  const int strike = strikes_file("close", fd);
  const int error = errno;
  const int result = (int)syscall(SYS_close, fd);
  if (!strike) return result;
  errno = error;
  return -1;
}

int rename(const char* from, const char* to) {
  return strikes_path("rename", AT_FDCWD, to) ? -1 : (int)syscall(SYS_rename, from, to);
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to,
              unsigned int flags) {
  if (strikes_path("rename", to_folder, to)) return -1;
  return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
}

int linkat(int from_folder, const char* from, int to_folder, const char* to, int flags) {
  if (strikes_path("link", to_folder, to)) return -1;
  return (int)syscall(SYS_linkat, from_folder, from, to_folder, to, flags);
}

int mkdir(const char* path, mode_t mode) {
  return strikes_path("mkdir", AT_FDCWD, path) ? -1 : (int)syscall(SYS_mkdir, path, mode);
}

int stat(const char* restrict path, struct stat* restrict status) {
  if (strikes_path("stat", AT_FDCWD, path)) return -1;
  return (int)syscall(SYS_newfstatat, AT_FDCWD, path, status, 0);
}

pid_t fork(void) { return strikes("fork") ? -1 : REAL(fork)(); }

void* mmap(void* address, size_t length, int protection, int flags, int fd, off_t offset) {
  if (strikes("mmap")) return MAP_FAILED;
  return (void*)syscall(SYS_mmap, address, length, protection, flags, fd, offset);
}

void* mmap64(void* address, size_t length, int protection, int flags, int fd, off_t offset)
    __attribute__((alias("mmap")));

/* Not by dlsym, which may itself allocate. */
extern void* __libc_malloc(size_t size);
extern void* __libc_memalign(size_t alignment, size_t size);

void* malloc(size_t size) {
  if (size >= kLeastAllocation && strikes("malloc")) return NULL;
  return __libc_malloc(size);
}

void* aligned_alloc(size_t alignment, size_t size) {
  if (size >= kLeastAllocation && strikes("malloc")) return NULL;
  return __libc_memalign(alignment, size);
}
