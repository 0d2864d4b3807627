/* Linked into the programs that measure coverage (--wrap=raise): one that dies of a signal says what it counted first. */
#include <signal.h>

void __gcov_dump(void);
int __real_raise(int number);
int __wrap_raise(int number);

int __wrap_raise(int number) {
    __gcov_dump();
    return __real_raise(number);
}
