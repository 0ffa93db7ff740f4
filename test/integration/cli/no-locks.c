/* Loaded before a command: locks of files fail as on a network share that has none (fcntl(2), EAGAIN). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>

static int answer(int file, int command, void *argument, const char *name) {
  int (*real)(int, int, ...) = (int (*)(int, int, ...))dlsym(RTLD_NEXT, name);
  if (command == F_SETLK && ((struct flock *)argument)->l_type != F_UNLCK) {
    errno = EAGAIN;
    return -1;
  }
  return real(file, command, argument);
}

int fcntl(int file, int command, ...) {
  va_list rest;
  va_start(rest, command);
  void *argument = va_arg(rest, void *);
  va_end(rest);
  return answer(file, command, argument, "fcntl");
}

int fcntl64(int file, int command, ...) {
  va_list rest;
  va_start(rest, command);
  void *argument = va_arg(rest, void *);
  va_end(rest);
  return answer(file, command, argument, "fcntl64");
}
