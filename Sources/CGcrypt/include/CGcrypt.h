// RSA with OAEP (RFC 8017, SHA-256) by libgcrypt, opened at first use: few files are sealed to an RSA key, and the program
// should start without it.
//
// Numbers are big-endian without a sign. What is secret passes through libgcrypt's own locked memory, which it wipes.
#pragma once

#include <stdbool.h>
#include <stddef.h>

// Opens libgcrypt once for the process and sets it up; false when there is none that fits.
bool baton_gcrypt_open(void);

// Encrypts `plain` to the key (`modulus`, `exponent`); `sealed` takes as many bytes as the modulus has. False on failure.
bool baton_gcrypt_oaep_seal(
    const unsigned char *modulus, size_t modulus_length,
    const unsigned char *exponent, size_t exponent_length,
    const unsigned char *label, size_t label_length,
    const unsigned char *plain, size_t plain_length,
    unsigned char *sealed);

// Decrypts as many bytes as the modulus has into `plain`; false unless exactly `plain_length` bytes come out.
bool baton_gcrypt_oaep_open(
    const unsigned char *modulus, size_t modulus_length,
    const unsigned char *exponent, size_t exponent_length,
    const unsigned char *secret, size_t secret_length,
    const unsigned char *label, size_t label_length,
    const unsigned char *sealed,
    unsigned char *plain, size_t plain_length);
