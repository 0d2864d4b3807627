/* Files: read whole, list a tree. */
#ifndef KJ_BASE_FILE_H
#define KJ_BASE_FILE_H

#include "base/string.h"

/* Appends the whole file to `out` ("-" is standard input). KAOJU_E_IO with the reason, KAOJU_E_LIMIT over `max`. */
kaoju_status kj_file_read(const char *path, size_t max, kj_buffer *out, kaoju_error *error);

/* Paths of the regular files below `directory` (recursively if `deep`) whose name ends in `suffix`, sorted by bytes:
 * the order never depends on the file system. Hidden files are left out; links to files are followed, links to directories
 * below `directory` are not, so that a tree with a link to its parent ends. `out` is freed by the caller on failure too. */
typedef struct kj_paths {
    char **at;
    size_t size, room;
} kj_paths;
kaoju_status kj_file_list(const char *directory, const char *suffix, bool deep, kj_paths *out, kaoju_error *error);
void kj_paths_free(kj_paths *paths);

#endif
