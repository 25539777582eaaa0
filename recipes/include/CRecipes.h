#pragma once

#include <stddef.h>

/// A file that the program carries.
struct baton_recipe {
    /// Its name, with the extension.
    const char *name;
    /// Its content, which need not end in a zero.
    const unsigned char *bytes;
    /// Its size in bytes.
    size_t length;
};

/// How many there are.
extern const size_t baton_recipe_count;

/// The file at a place from 0 on, in the order of their names.
const struct baton_recipe *baton_recipe_at(size_t place);
