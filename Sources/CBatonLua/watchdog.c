// Ends the process when a script cannot be ended: one garbage collection, one conversion or one compilation can take
// longer than any limit, and nothing inside the interpreter looks at a clock meanwhile.
//
// A thread of its own looks at numbers that the engines publish, as atomics; it calls nothing of them.
#include "internal.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EXIT_LIMIT 4
#define EXIT_INTERRUPTED 130
/// Milliseconds between two looks.
#define LOOK_INTERVAL 50

typedef struct {
    char text[256];
    size_t length;
} last_words;

struct bl_watchdog {
    int64_t grace;
    /// The nanosecond after which the process ends; 0 means none.
    _Atomic int64_t deadline, interrupted_at;
    atomic_int interrupts, stops;
    int wake[2];
    pthread_t thread;
    pthread_mutex_t lock;
    bl_state *watched;
    last_words time, wall, interrupt, again;
};

static void say(last_words *words, const char *name, const char *text) {
    int length = snprintf(words->text, sizeof words->text, "%.80s: %s\n", name, text);
    words->length = length < 0 ? 0 : (size_t)length;
    if (words->length >= sizeof words->text) words->length = sizeof words->text - 1;
}

_Noreturn static void end(const last_words *words, int code) {
    ssize_t ignored = write(2, words->text, words->length);
    (void)ignored;
    _exit(code);
}

static int64_t load(const _Atomic int64_t *number) { return atomic_load_explicit(number, memory_order_relaxed); }

/// Looks at everything once; returns whether there is anything to look at again.
static bool look(bl_watchdog *w) {
    int64_t now = bl_now();
    int64_t interrupted = load(&w->interrupted_at), deadline = load(&w->deadline);
    if (deadline != 0 && now - deadline > w->grace) end(&w->wall, EXIT_LIMIT);
    bool runs = false;
    pthread_mutex_lock(&w->lock);
    for (const bl_state *st = w->watched; st != NULL; st = st->next_watched) {
        runs = runs || load(&st->published_calls) != 0;
        int64_t since = load(&st->published_since), limit = load(&st->published_limit);
        int64_t wall = load(&st->published_deadline);
        if (since != 0 && limit > 0 && now - since > limit && now - since - limit > w->grace) end(&w->time, EXIT_LIMIT);
        if (wall != 0 && now > wall && now - wall > w->grace) end(&w->wall, EXIT_LIMIT);
    }
    bool busy = w->watched != NULL || deadline != 0;
    pthread_mutex_unlock(&w->lock);
    if (interrupted != 0) {
        if (!runs) {
            // The script has ended, or none ran: the interrupt is not about the next one.
            bl_watchdog_settle(w);
        } else if (now - interrupted > w->grace) {
            end(&w->interrupt, EXIT_INTERRUPTED);
        }
    }
    return busy;
}

static void *watch(void *context) {
    bl_watchdog *w = context;
    while (atomic_load(&w->stops) == 0) {
        struct pollfd poller = {.fd = w->wake[0], .events = POLLIN};
        if (poll(&poller, 1, look(w) ? LOOK_INTERVAL : -1) > 0) {
            char bytes[64];
            ssize_t ignored = read(w->wake[0], bytes, sizeof bytes);
            (void)ignored;
        }
    }
    return NULL;
}

/// Async-signal-safe.
static void wake(bl_watchdog *w) {
    ssize_t ignored = write(w->wake[1], "", 1);
    (void)ignored;
}

static bool start(bl_watchdog *w) {
    // The thread takes no signals: they shall interrupt what the others wait for.
    sigset_t all, before;
    sigfillset(&all);
    if (pthread_sigmask(SIG_SETMASK, &all, &before) != 0) return false;
    bool started = pthread_create(&w->thread, NULL, watch, w) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

bl_watchdog *bl_watchdog_new(const char *name, int64_t grace) {
    bl_watchdog *w = calloc(1, sizeof *w);
    if (w == NULL) return NULL;
    w->grace = grace;
    say(&w->time, name, "the script used up its time and could not be stopped, so the program ended");
    say(&w->wall, name, "the script ran past its deadline and could not be stopped, so the program ended");
    say(&w->interrupt, name, "interrupted; the script could not be stopped, so the program ended");
    say(&w->again, name, "interrupted twice, so the program ended at once");
    if (pipe(w->wake) != 0) {
        free(w);
        return NULL;
    }
    for (int i = 0; i < 2; i++) {
        fcntl(w->wake[i], F_SETFD, FD_CLOEXEC);
        fcntl(w->wake[i], F_SETFL, O_NONBLOCK);
    }
    pthread_mutex_init(&w->lock, NULL);
    if (start(w)) return w;
    close(w->wake[0]);
    close(w->wake[1]);
    pthread_mutex_destroy(&w->lock);
    free(w);
    return NULL;
}

void bl_watchdog_free(bl_watchdog *w) {
    atomic_store(&w->stops, 1);
    wake(w);
    pthread_join(w->thread, NULL);
    close(w->wake[0]);
    close(w->wake[1]);
    pthread_mutex_destroy(&w->lock);
    free(w);
}

void bl_watchdog_arm(bl_watchdog *w, int64_t delay) {
    int64_t deadline = bl_now() + delay;
    atomic_store_explicit(&w->deadline, deadline == 0 ? 1 : deadline, memory_order_relaxed);
    wake(w);
}

void bl_watchdog_disarm(bl_watchdog *w) { atomic_store_explicit(&w->deadline, 0, memory_order_relaxed); }

void bl_watchdog_interrupt(bl_watchdog *w) {
    if (atomic_fetch_add(&w->interrupts, 1) > 0) end(&w->again, EXIT_INTERRUPTED);
    atomic_store_explicit(&w->interrupted_at, bl_now(), memory_order_relaxed);
    wake(w);
}

void bl_watchdog_settle(bl_watchdog *w) {
    atomic_store_explicit(&w->interrupted_at, 0, memory_order_relaxed);
    atomic_store(&w->interrupts, 0);
}

void bl_watch(bl_state *st, bl_watchdog *w) {
    bl_unwatch(st);
    pthread_mutex_lock(&w->lock);
    st->watchdog = w;
    st->next_watched = w->watched;
    w->watched = st;
    pthread_mutex_unlock(&w->lock);
    wake(w);
}

void bl_unwatch(bl_state *st) {
    bl_watchdog *w = st->watchdog;
    if (w == NULL) return;
    pthread_mutex_lock(&w->lock);
    for (bl_state **link = &w->watched; *link != NULL; link = &(*link)->next_watched) {
        if (*link != st) continue;
        *link = st->next_watched;
        break;
    }
    st->watchdog = NULL;
    pthread_mutex_unlock(&w->lock);
}

void bl_publish(bl_state *st) {
    int64_t since = st->clock_runs ? st->mark - st->script_time : 0;
    atomic_store_explicit(&st->published_since, since, memory_order_relaxed);
}
