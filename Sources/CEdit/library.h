// What is used of libedit, declared here since only the library is needed, not its header.
//
// Names and numbers are those of histedit.h; the library has kept them since its ABI number 2 (2004).
#pragma once

#include <stdbool.h>
#include <stdio.h>
#include <wchar.h>

typedef struct editline EditLine;
typedef struct history History;

typedef struct {
    const char *buffer;
    const char *cursor;
    const char *lastchar;
} LineInfo;

typedef struct {
    int num;
    const char *str;
} HistEvent;

enum {
    EL_PROMPT = 0,
    EL_EDITOR = 2,
    EL_SIGNAL = 3,
    EL_BIND = 4,
    EL_ADDFN = 9,
    EL_HIST = 10,
    EL_GETCFN = 13,
    EL_CLIENTDATA = 14,
};

enum { CC_REFRESH = 4, CC_REDISPLAY = 8, CC_REFRESH_BEEP = 9 };

enum { H_SETSIZE = 1, H_ENTER = 10, H_SETUNIQUE = 20 };

// Each function, found by its name at run time.
struct baton_edit_library {
    EditLine *(*el_init)(const char *, FILE *, FILE *, FILE *);
    void (*el_end)(EditLine *);
    int (*el_set)(EditLine *, int, ...);
    int (*el_get)(EditLine *, int, ...);
    const char *(*el_gets)(EditLine *, int *);
    const LineInfo *(*el_line)(EditLine *);
    int (*el_insertstr)(EditLine *, const char *);
    void (*el_resize)(EditLine *);
    History *(*history_init)(void);
    void (*history_end)(History *);
    int (*history)(History *, HistEvent *, int, ...);
};

extern struct baton_edit_library baton_edit __attribute__((visibility("hidden")));

// Opens libedit once; false when there is none.
bool baton_edit_open(void) __attribute__((visibility("hidden")));
