// Line editing at a terminal by libedit, which is opened at first use: nothing else waits for it, and where it is
// missing the program does without.
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef struct baton_editor baton_editor;

// What an editor asks its owner.
typedef struct {
    void *context;
    // Gives what the text before the cursor can be completed with: the text to insert (or NULL), and a text that lists
    // the possibilities (or NULL). Both are freed by the editor.
    void (*complete)(void *context, const char *text, size_t length, char **insertion, char **list);
    // Whether Ctrl-C was pressed; asked when a read was interrupted.
    bool (*is_interrupted)(void *context);
} baton_editor_owner;

enum { BATON_EDITOR_LINE, BATON_EDITOR_END, BATON_EDITOR_INTERRUPTED };

// An editor on standard input that draws on standard error; NULL when there is no libedit.
baton_editor *baton_editor_new(const char *program, baton_editor_owner owner);

void baton_editor_free(baton_editor *editor);

// Reads a line. The text is UTF-8, has no newline, and lives until the next call.
int baton_editor_read(baton_editor *editor, const char *prompt, const char **line, size_t *length);

// Adds a line to those that the arrow keys bring back.
void baton_editor_remember(baton_editor *editor, const char *line);
