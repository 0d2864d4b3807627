/* Hostile inputs that can be made of any size, and what reads them. */
#ifndef KJ_PATHOLOGICAL_FAMILIES_H
#define KJ_PATHOLOGICAL_FAMILIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

typedef struct family {
    const char *name;
    const char *piece; /* a text is pieces of this, up to its size */
    void (*run)(const char *input, size_t size);
} family;

const family *families(size_t *count);
/* `size` bytes of pieces, the last one perhaps whole. free() it. */
char *family_input(const family *f, size_t size);
void family_setup(void);
void family_teardown(void);

#endif
