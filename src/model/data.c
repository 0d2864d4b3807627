/* The folder with dictionaries and rules: $KAOJU_DATA; else, for a program of the build tree, the source tree; else
 * ../share/kaoju beside the program, so that an installation can be moved; else where it was to be installed.
 *
 * Where a system does not tell a program its own path (/proc/self/exe), a source tree that is still there is taken. */
#define _XOPEN_SOURCE 700 /* readlink */
#include "model/data.h"

#include "base/status.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* KAOJU_SOURCE_DATA, KAOJU_BUILD_DIR and KAOJU_INSTALLED_DATA come from CMake. */

/* The path of this program; false if it cannot be known. */
static bool program(char path[KJ_DATA_PATH_MAX]) {
    ssize_t size = readlink("/proc/self/exe", path, KJ_DATA_PATH_MAX - 1);
    path[size > 0 ? size : 0] = '\0';
    return size > 0;
}

static bool has_rules(const char *root) {
    char path[KJ_DATA_PATH_MAX + 32];
    snprintf(path, sizeof path, "%s/rules/phases.yaml", root);
    return !access(path, R_OK);
}

/* /usr/bin/kaoju -> /usr/share/kaoju, if there is one. */
static bool beside(char path[KJ_DATA_PATH_MAX]) {
    static const char tail[] = "/share/kaoju";
    for (int up = 0; up < 2; up++) {
        char *slash = strrchr(path, '/');
        if (!slash)
            return false;
        *slash = '\0';
    }
    size_t size = strlen(path);
    if (size + sizeof tail > KJ_DATA_PATH_MAX)
        return false;
    memcpy(path + size, tail, sizeof tail);
    return has_rules(path);
}

kaoju_status kj_data_root(char path[KJ_DATA_PATH_MAX], kaoju_error *error) {
    static const char build[] = KAOJU_BUILD_DIR "/";
    const char *root = getenv("KAOJU_DATA");
    if (!root || !*root) {
        bool known = program(path);
        if (!known || !strncmp(path, build, sizeof build - 1))
            root = has_rules(KAOJU_SOURCE_DATA) ? KAOJU_SOURCE_DATA : KAOJU_INSTALLED_DATA;
        else if (beside(path))
            return KAOJU_OK;
        else
            root = KAOJU_INSTALLED_DATA;
    }
    int size = snprintf(path, KJ_DATA_PATH_MAX, "%s", root);
    if (size < 0 || size >= KJ_DATA_PATH_MAX)
        return kj_fail(error, KAOJU_E_ARGUMENT, "the data directory's path is too long");
    return KAOJU_OK;
}
