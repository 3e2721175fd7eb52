// faults_preload.c: a library for LD_PRELOAD that makes the n-th call of a kind fail, as the
// environment asks: COPYDESK_FAULT=malloc|write|full|short|eintr|fsync|rename and COPYDESK_FAULT_AT=n.
//   malloc  the n-th allocation and all after it for the next hundred return nothing
//   write   the n-th write(2) fails with EIO       full   it and all after it fail with ENOSPC
//   short   every read(2) gives at most n bytes    eintr  every n-th read and write is interrupted
//   fsync   the n-th fsync fails with EIO          rename the n-th rename fails with EACCES
// Writes to standard error are left alone. Nothing of the program knows of it.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern void* __libc_malloc(size_t size);

static const char* kind;
static long at;
static atomic_long calls;

__attribute__((constructor)) static void read_wish(void) {
  const char* number = getenv("COPYDESK_FAULT_AT");
  at = number ? atol(number) : 0;
  kind = getenv("COPYDESK_FAULT");
}

static int is(const char* name) { return kind && strcmp(kind, name) == 0; }
static long next_call(void) { return atomic_fetch_add(&calls, 1) + 1; }

void* malloc(size_t size) {
  if (is("malloc")) {
    const long call = next_call();
    if (call >= at && call < at + 100) {
      errno = ENOMEM;
      return NULL;
    }
  }
  return __libc_malloc(size);
}

ssize_t write(int descriptor, const void* bytes, size_t size) {
  static ssize_t (*true_write)(int, const void*, size_t);
  if (!true_write) true_write = (ssize_t(*)(int, const void*, size_t))dlsym(RTLD_NEXT, "write");
  if (descriptor != 2 && (is("write") || is("full") || is("eintr"))) {
    const long call = next_call();
    if (is("eintr") ? call % at == 0 : is("full") ? call >= at : call == at) {
      errno = is("eintr") ? EINTR : is("full") ? ENOSPC : EIO;
      return -1;
    }
  }
  return true_write(descriptor, bytes, size);
}

ssize_t read(int descriptor, void* bytes, size_t size) {
  static ssize_t (*true_read)(int, void*, size_t);
  if (!true_read) true_read = (ssize_t(*)(int, void*, size_t))dlsym(RTLD_NEXT, "read");
  if (is("eintr") && next_call() % at == 0) {
    errno = EINTR;
    return -1;
  }
  if (is("short") && size > (size_t)at) size = (size_t)at;
  return true_read(descriptor, bytes, size);
}

int fsync(int descriptor) {
  static int (*true_fsync)(int);
  if (!true_fsync) true_fsync = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  if (is("fsync") && next_call() == at) {
    errno = EIO;
    return -1;
  }
  return true_fsync(descriptor);
}

int rename(const char* from, const char* to) {
  static int (*true_rename)(const char*, const char*);
  if (!true_rename) true_rename = (int (*)(const char*, const char*))dlsym(RTLD_NEXT, "rename");
  if (is("rename") && next_call() == at) {
    errno = EACCES;
    return -1;
  }
  return true_rename(from, to);
}
