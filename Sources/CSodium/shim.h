#include <sodium.h>
#include <stddef.h>

/// The HMAC-SHA-256 of up to three pieces, one after the other; a piece of length 0 may be NULL. Every piece
/// goes through one state that is wiped: composed here because the state's size is known to C alone.
static inline void baton_hmac_sha256(
    unsigned char *mac,
    const unsigned char *key, size_t key_length,
    const unsigned char *first, size_t first_length,
    const unsigned char *second, size_t second_length,
    const unsigned char *third, size_t third_length
) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key, key_length);
    if (first_length > 0) crypto_auth_hmacsha256_update(&state, first, first_length);
    if (second_length > 0) crypto_auth_hmacsha256_update(&state, second, second_length);
    if (third_length > 0) crypto_auth_hmacsha256_update(&state, third, third_length);
    crypto_auth_hmacsha256_final(&state, mac);
    sodium_memzero(&state, sizeof state);
}

/// Encrypts with ChaCha20-Poly1305 (RFC 8439) without associated data: `length` bytes and a tag of 16 to `sealed`.
static inline void baton_chacha20poly1305_seal(
    unsigned char *sealed,
    const unsigned char *plain, size_t length,
    const unsigned char *nonce, const unsigned char *key
) {
    (void)crypto_aead_chacha20poly1305_ietf_encrypt(sealed, NULL, plain, length, NULL, 0, NULL, nonce, key);
}

/// Decrypts what the function above made, `length` with the tag, and returns 0, or -1 when it is not authentic.
static inline int baton_chacha20poly1305_open(
    unsigned char *plain,
    const unsigned char *sealed, size_t length,
    const unsigned char *nonce, const unsigned char *key
) {
    return crypto_aead_chacha20poly1305_ietf_decrypt(plain, NULL, NULL, sealed, length, NULL, 0, nonce, key);
}
