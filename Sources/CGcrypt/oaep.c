#include "CGcrypt.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

// What is used of libgcrypt's interface, whose ABI is number 20 since version 1.6 (gcrypt.h; the manual's chapter
// "Public Key cryptography"). Declared here, so that building needs no header of it.
typedef struct gcry_sexp *sexp;
typedef unsigned int gcry_error;
enum { DISABLE_SECMEM_WARN = 27, INIT_SECMEM = 24, INITIALIZATION_FINISHED = 38, INITIALIZATION_FINISHED_P = 39 };

static struct {
    const char *(*check_version)(const char *);
    gcry_error (*control)(int, ...);
    gcry_error (*sexp_build)(sexp *, size_t *, const char *, ...);
    void (*sexp_release)(sexp);
    sexp (*sexp_find_token)(sexp, const char *, size_t);
    const char *(*sexp_nth_data)(sexp, int, size_t *);
    gcry_error (*pk_encrypt)(sexp *, sexp, sexp);
    gcry_error (*pk_decrypt)(sexp *, sexp, sexp);
    void *(*malloc_secure)(size_t);
    void (*free)(void *);
} gcrypt;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool opened = false;

static const char *const names[] = {
#ifdef __APPLE__
    "libgcrypt.20.dylib",
    "/opt/homebrew/opt/libgcrypt/lib/libgcrypt.20.dylib",
    "/usr/local/opt/libgcrypt/lib/libgcrypt.20.dylib",
#else
    "libgcrypt.so.20",
#endif
};

static bool fill(void *library) {
#define LOOK_UP(name)                                                            \
    gcrypt.name = (__typeof__(gcrypt.name))dlsym(library, "gcry_" #name);        \
    if (!gcrypt.name) return false;
    LOOK_UP(check_version) LOOK_UP(control) LOOK_UP(sexp_build) LOOK_UP(sexp_release) LOOK_UP(sexp_find_token)
    LOOK_UP(sexp_nth_data) LOOK_UP(pk_encrypt) LOOK_UP(pk_decrypt) LOOK_UP(malloc_secure) LOOK_UP(free)
#undef LOOK_UP
    return true;
}

static void open_once(void) {
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
        if (!library) continue;
        if (fill(library) && gcrypt.check_version("1.8.0")) {
            // Another library of the process may have set it up already.
            if (!gcrypt.control(INITIALIZATION_FINISHED_P)) {
                gcrypt.control(DISABLE_SECMEM_WARN);
                gcrypt.control(INIT_SECMEM, 65536, 0);
                gcrypt.control(INITIALIZATION_FINISHED, 0);
            }
            opened = true;
            return;
        }
        dlclose(library);
    }
}

bool baton_gcrypt_open(void) {
    pthread_once(&once, open_once);
    return opened;
}

// A copy with a zero in front, since the library reads numbers with a sign; NULL where there is no memory. All copies are in
// memory that the library wipes, which makes it keep the whole key there.
static unsigned char *unsigned_copy(const unsigned char *bytes, size_t length) {
    unsigned char *copy = gcrypt.malloc_secure(length + 1);
    if (!copy) return NULL;
    copy[0] = 0;
    memcpy(copy + 1, bytes, length);
    return copy;
}

// Copies the data of the list `name` in `answer` to the end of `target`, zeros in front; false when it is longer.
static bool take(sexp answer, const char *name, unsigned char *target, size_t length, bool may_be_short) {
    sexp list = gcrypt.sexp_find_token(answer, name, 0);
    if (!list) return false;
    size_t count = 0;
    const char *data = gcrypt.sexp_nth_data(list, 1, &count);
    if (may_be_short) {
        while (data && count > 0 && *data == 0) data++, count--;
    }
    bool fits = data && (may_be_short ? count <= length : count == length);
    if (fits) {
        memset(target, 0, length - count);
        memcpy(target + (length - count), data, count);
    }
    gcrypt.sexp_release(list);
    return fits;
}

bool baton_gcrypt_oaep_seal(
    const unsigned char *modulus, size_t modulus_length,
    const unsigned char *exponent, size_t exponent_length,
    const unsigned char *label, size_t label_length,
    const unsigned char *plain, size_t plain_length,
    unsigned char *sealed
) {
    if (!baton_gcrypt_open()) return false;
    bool done = false;
    sexp key = NULL, data = NULL, answer = NULL;
    unsigned char *n = unsigned_copy(modulus, modulus_length);
    unsigned char *e = unsigned_copy(exponent, exponent_length);
    unsigned char *secret = gcrypt.malloc_secure(plain_length + 1);
    if (n && e && secret) {
        memcpy(secret, plain, plain_length);
        if (!gcrypt.sexp_build(&key, NULL, "(public-key (rsa (n %b) (e %b)))", (int)modulus_length + 1, n,
                               (int)exponent_length + 1, e)
            && !gcrypt.sexp_build(&data, NULL, "(data (flags oaep) (hash-algo sha256) (label %b) (value %b))",
                                  (int)label_length, label, (int)plain_length, secret)
            && !gcrypt.pk_encrypt(&answer, data, key)) {
            done = take(answer, "a", sealed, modulus_length, true);
        }
    }
    gcrypt.sexp_release(answer);
    gcrypt.sexp_release(data);
    gcrypt.sexp_release(key);
    gcrypt.free(secret);
    gcrypt.free(e);
    gcrypt.free(n);
    return done;
}

bool baton_gcrypt_oaep_open(
    const unsigned char *modulus, size_t modulus_length,
    const unsigned char *exponent, size_t exponent_length,
    const unsigned char *secret, size_t secret_length,
    const unsigned char *label, size_t label_length,
    const unsigned char *sealed,
    unsigned char *plain, size_t plain_length
) {
    if (!baton_gcrypt_open()) return false;
    bool done = false;
    sexp key = NULL, data = NULL, answer = NULL;
    unsigned char *n = unsigned_copy(modulus, modulus_length);
    unsigned char *e = unsigned_copy(exponent, exponent_length);
    unsigned char *d = unsigned_copy(secret, secret_length);
    unsigned char *a = unsigned_copy(sealed, modulus_length);
    if (n && e && d && a
        && !gcrypt.sexp_build(&key, NULL, "(private-key (rsa (n %b) (e %b) (d %b)))", (int)modulus_length + 1, n,
                              (int)exponent_length + 1, e, (int)secret_length + 1, d)
        && !gcrypt.sexp_build(&data, NULL, "(enc-val (flags oaep) (hash-algo sha256) (label %b) (rsa (a %b)))",
                              (int)label_length, label, (int)modulus_length + 1, a)
        && !gcrypt.pk_decrypt(&answer, data, key)) {
        done = take(answer, "value", plain, plain_length, false);
    }
    gcrypt.sexp_release(answer);
    gcrypt.sexp_release(data);
    gcrypt.sexp_release(key);
    gcrypt.free(a);
    gcrypt.free(d);
    gcrypt.free(e);
    gcrypt.free(n);
    return done;
}
