/* Where dictionaries and rules are, if nobody says. */
#ifndef KJ_MODEL_DATA_H
#define KJ_MODEL_DATA_H

#include "kaoju.h"

#define KJ_DATA_PATH_MAX 4096

/* The folder with dict and rules, as a path without an end slash. KAOJU_E_ARGUMENT if it is too long. */
kaoju_status kj_data_root(char path[KJ_DATA_PATH_MAX], kaoju_error *error);

#endif
