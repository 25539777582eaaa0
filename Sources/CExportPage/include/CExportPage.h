#pragma once

#include <stddef.h>

/// A file of the exported page.
struct baton_page_part {
    /// Its content, which need not end in a zero.
    const unsigned char *bytes;
    /// Its size in bytes.
    size_t length;
};

/// The style sheet of the page.
struct baton_page_part baton_page_style(void);

/// The script of the page.
struct baton_page_part baton_page_script(void);
