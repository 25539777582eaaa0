// One editor with its history.
#define _GNU_SOURCE
#include "CEdit.h"

#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __APPLE__
#include <xlocale.h>
#endif

#include "library.h"

struct baton_editor {
    EditLine *line;
    History *history;
    baton_editor_owner owner;
    // UTF-8 for this editor only: the program's own locale stays "C", since Lua compares strings by it.
    locale_t locale;
    const char *prompt;
    bool was_interrupted;
};

static baton_editor *editor_of(EditLine *line) {
    void *data = NULL;
    baton_edit.el_get(line, EL_CLIENTDATA, &data);
    return data;
}

static char *prompt_of(EditLine *line) { return (char *)editor_of(line)->prompt; }

// The bytes that follow the first one of a character.
static int following(unsigned char first) {
    if (first < 0x80) return 0;
    if (first >= 0xc2 && first < 0xe0) return 1;
    if (first >= 0xe0 && first < 0xf0) return 2;
    if (first >= 0xf0 && first < 0xf5) return 3;
    return -1;
}

// Reads a byte; 1, 0 at the end of input, -1 when a read failed or Ctrl-C was pressed.
static int read_byte(baton_editor *editor, unsigned char *byte) {
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    while (true) {
        // Another thread may have got the signal, so that nothing ends the waiting here.
        int ready = poll(&input, 1, 50);
        if (editor->owner.is_interrupted(editor->owner.context)) {
            editor->was_interrupted = true;
            return -1;
        }
        if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
        ssize_t count = read(STDIN_FILENO, byte, 1);
        if (count >= 0) return (int)count;
        if (errno != EINTR) return -1;
    }
}

// libedit's own reader would go on after a signal.
static int read_character(EditLine *line, wchar_t *character) {
    baton_editor *editor = editor_of(line);
    unsigned char byte;
    int got = read_byte(editor, &byte);
    if (got != 1) return got;
    // While a line is edited the terminal sends no signal for Ctrl-C.
    if (byte == 0x03) {
        editor->was_interrupted = true;
        return -1;
    }
    // A Ctrl-D that was typed before the line was edited arrives as a zero.
    if (byte == 0) byte = 0x04;
    int rest = following(byte);
    if (rest < 0) {
        *character = 0xfffd;
        return 1;
    }
    wchar_t value = rest == 0 ? byte : byte & (0x3f >> rest);
    for (int i = 0; i < rest; i++) {
        got = read_byte(editor, &byte);
        if (got != 1) return got;
        if ((byte & 0xc0) != 0x80) {
            *character = 0xfffd;
            return 1;
        }
        value = value << 6 | (byte & 0x3f);
    }
    *character = value;
    return 1;
}

static unsigned char complete(EditLine *line, int character) {
    (void)character;
    baton_editor *editor = editor_of(line);
    const LineInfo *info = baton_edit.el_line(line);
    char *insertion = NULL, *list = NULL;
    editor->owner.complete(
        editor->owner.context, info->buffer, (size_t)(info->cursor - info->buffer), &insertion, &list);
    unsigned char answer = CC_REFRESH_BEEP;
    if (insertion != NULL && *insertion != 0 && baton_edit.el_insertstr(line, insertion) == 0) {
        answer = CC_REFRESH;
    }
    if (list != NULL) {
        fprintf(stderr, "\n%s\n", list);
        answer = CC_REDISPLAY;
    }
    free(insertion);
    free(list);
    return answer;
}

baton_editor *baton_editor_new(const char *program, baton_editor_owner owner) {
    if (!baton_edit_open()) return NULL;
    baton_editor *editor = calloc(1, sizeof *editor);
    if (editor == NULL) return NULL;
    editor->owner = owner;
    editor->prompt = "";
    editor->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (editor->locale == (locale_t)0) editor->locale = newlocale(LC_CTYPE_MASK, "en_US.UTF-8", (locale_t)0);
    locale_t before = editor->locale == (locale_t)0 ? (locale_t)0 : uselocale(editor->locale);
    editor->line = baton_edit.el_init(program, stdin, stderr, stderr);
    editor->history = baton_edit.history_init();
    if (editor->line != NULL && editor->history != NULL) {
        HistEvent event;
        baton_edit.history(editor->history, &event, H_SETSIZE, 1000);
        baton_edit.history(editor->history, &event, H_SETUNIQUE, 1);
        baton_edit.el_set(editor->line, EL_CLIENTDATA, editor);
        baton_edit.el_set(editor->line, EL_PROMPT, prompt_of);
        baton_edit.el_set(editor->line, EL_EDITOR, "emacs");
        baton_edit.el_set(editor->line, EL_SIGNAL, 0);
        baton_edit.el_set(editor->line, EL_GETCFN, read_character);
        baton_edit.el_set(editor->line, EL_HIST, baton_edit.history, editor->history);
        baton_edit.el_set(editor->line, EL_ADDFN, "complete", "Complete the word", complete);
        baton_edit.el_set(editor->line, EL_BIND, "^I", "complete", NULL);
        baton_edit.el_set(editor->line, EL_BIND, "^R", "em-inc-search-prev", NULL);
    }
    if (before != (locale_t)0) uselocale(before);
    if (editor->line == NULL || editor->history == NULL) {
        baton_editor_free(editor);
        return NULL;
    }
    return editor;
}

void baton_editor_free(baton_editor *editor) {
    if (editor == NULL) return;
    if (editor->line != NULL) baton_edit.el_end(editor->line);
    if (editor->history != NULL) baton_edit.history_end(editor->history);
    if (editor->locale != (locale_t)0) freelocale(editor->locale);
    free(editor);
}

int baton_editor_read(baton_editor *editor, const char *prompt, const char **line, size_t *length) {
    locale_t before = editor->locale == (locale_t)0 ? (locale_t)0 : uselocale(editor->locale);
    editor->prompt = prompt;
    editor->was_interrupted = false;
    baton_edit.el_resize(editor->line);
    int count = 0;
    const char *text = baton_edit.el_gets(editor->line, &count);
    if (before != (locale_t)0) uselocale(before);
    editor->prompt = "";
    if (editor->was_interrupted) return BATON_EDITOR_INTERRUPTED;
    if (text == NULL || count <= 0) return BATON_EDITOR_END;
    // In UTF-8 the count may be of characters.
    size_t bytes = strlen(text);
    while (bytes > 0 && (text[bytes - 1] == '\n' || text[bytes - 1] == '\r')) bytes--;
    *line = text;
    *length = bytes;
    return BATON_EDITOR_LINE;
}

void baton_editor_remember(baton_editor *editor, const char *line) {
    HistEvent event;
    locale_t before = editor->locale == (locale_t)0 ? (locale_t)0 : uselocale(editor->locale);
    baton_edit.history(editor->history, &event, H_ENTER, line);
    if (before != (locale_t)0) uselocale(before);
}
