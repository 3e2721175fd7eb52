// faults_preload.c: a library for LD_PRELOAD that makes the n-th call of a kind fail, as the
// environment asks: COPYDESK_FAULT=malloc|write|full|short|eintr|fsync|rename|open|list|read|network
// and COPYDESK_FAULT_AT=n.
//   malloc  the n-th allocation and all after it for the next hundred return nothing
//   write   the n-th write(2) fails with EIO       full   it and all after it fail with ENOSPC
//   short   every read(2) gives at most n bytes    eintr  every n-th read and write is interrupted
//   fsync   the n-th fsync fails with EIO          rename the n-th rename fails with EACCES
//   open    the n-th file that is opened has gone  list   the n-th folder cannot be read
//   read    the n-th read fails with EIO
//   network the kernel ends the program when it asks for any socket but one of this machine's files
// Writes to standard error are left alone. Nothing of the program knows of it.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

extern void* __libc_malloc(size_t size);

static const char* kind;
static long at;
static atomic_long calls;

static int is(const char* name) { return kind && strcmp(kind, name) == 0; }

// A filter of the kernel, so that calls past the C library are caught too.
static void forbid_network(void) {
  struct sock_filter rules[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_UNIX, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
  const struct sock_fprog program = {sizeof rules / sizeof rules[0], rules};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
      prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
    _exit(120);  // the test must not pass because nothing was forbidden
}

__attribute__((constructor)) static void read_wish(void) {
  const char* number = getenv("COPYDESK_FAULT_AT");
  at = number ? atol(number) : 0;
  kind = getenv("COPYDESK_FAULT");
  if (is("network")) forbid_network();
}

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
  if (is("read") && next_call() == at) {
    errno = EIO;
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

int open(const char* path, int flags, ...) {
  static int (*true_open)(const char*, int, ...);
  if (!true_open) true_open = (int (*)(const char*, int, ...))dlsym(RTLD_NEXT, "open");
  if (is("open") && next_call() == at) {
    errno = ENOENT;
    return -1;
  }
  va_list more;
  va_start(more, flags);
  const mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;
  va_end(more);
  return true_open(path, flags, mode);
}

DIR* opendir(const char* path) {
  static DIR* (*true_opendir)(const char*);
  if (!true_opendir) true_opendir = (DIR * (*)(const char*)) dlsym(RTLD_NEXT, "opendir");
  if (is("list") && next_call() == at) {
    errno = EACCES;
    return NULL;
  }
  return true_opendir(path);
}
