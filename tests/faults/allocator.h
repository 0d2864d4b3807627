/* An allocator that fails on demand; see allocator.c. One thread. */
#ifndef KJ_FAULT_ALLOCATOR_H
#define KJ_FAULT_ALLOCATOR_H

#include <stdbool.h>
#include <stddef.h>

typedef struct fault_state {
    bool counting;     /* calls are counted, and fail, only while this is set */
    bool only_ours;    /* calls of libraries do not count */
    bool from_then_on; /* all later calls fail, too */
    size_t at;         /* the call that fails, from 1; 0: none */
    size_t calls;      /* since it was set to 0 */
    size_t failed;     /* calls that were made to fail, ever */
    ptrdiff_t live;    /* blocks allocated and not freed */
} fault_state;
extern fault_state fault;

#endif
