/// Secrets that are known by their form or their surroundings and not by who gave them out.
let generalRules: [Rule] = [
    Rule("private-key", "Private key block", .privateKey),
    Rule("private-key-end", "Private key block without its beginning", KeyFileTail.ending),
    Rule("putty-key", "Private lines of a PuTTY key", KeyFileTail.putty),
    Rule("jwk-private", "Private member of a JSON web key", JSONWebKey.finder),
    Rule("aws-secret-key", "AWS secret key beside its id", AWSSecretKey.finder),
    // What `base64` makes of "-----BEGIN (RSA |EC |OPENSSH |ENCRYPTED |DSA )PRIVATE KEY".
    Rule(
        "private-key-base64",
        "Private key block in base64",
        .shaped(
            [Head("LS0tLS1CRUdJTi")],
            expression:
                "LS0tLS1CRUdJTi(?:BQR1AgUFJJVkFUR|BSU0EgUFJJVkFUR|BFQyBQUklWQVRF|BPUEVOU1NIIFBSSVZBVE|BQUklWQVRFIEtFW|BFTkNSWVBURUQgUFJJVkFUR|BEU0EgUFJJVkFUR)[A-Za-z0-9+/=]{40,}"
        )
    ),
    // What `base64` makes of the best-known prefixes.
    Rule(
        "token-base64",
        "Token in base64",
        .prefixed(
            [
                "Z2hwX", "Z2l0aHViX3BhdF", "c2stYW50L", "c2stcHJvai", "c2tfbGl2ZV", "eG94Yi", "Z2xwYXQt",
                "QUtJQ",
            ],
            .base64,
            atLeast: 22
        )
    ),
    Rule(
        "password-hash",
        "Hash of a password",
        .shaped(
            [
                Head(expression: #"\$2[aby]\$[0-9]{2}\$"#, length: 7), Head("$6$"), Head("$y$"),
                Head("$argon2"), Head("$5$"), Head("$1$"), Head("$apr1$"), Head("$7$"),
                Head(expression: #"\$pbkdf2[-$]"#, length: 8), Head("pbkdf2_sha"), Head("{SSHA"),
            ],
            expression:
                "[$](?:2[aby][$][0-9]{2}[$][./A-Za-z0-9]{53}|6[$](?:rounds=[0-9]+[$])?[./A-Za-z0-9]{1,16}[$][./A-Za-z0-9]{86}|y[$][./A-Za-z0-9]+[$][./A-Za-z0-9]+[$][./A-Za-z0-9]{43}|argon2[a-z]{1,2}[$]v=[0-9]+[$][a-z0-9=,]+[$][A-Za-z0-9+/]{11,}[$][A-Za-z0-9+/]{16,}|5[$](?:rounds=[0-9]+[$])?[./A-Za-z0-9]{1,16}[$][./A-Za-z0-9]{43}|(?:1|apr1)[$][./A-Za-z0-9]{1,8}[$][./A-Za-z0-9]{22}|7[$][./A-Za-z0-9]{14,}[$][./A-Za-z0-9]{43}|pbkdf2[-$a-z0-9]*[$][0-9]+[$][./A-Za-z0-9+=]{8,}[$][./A-Za-z0-9+=]{20,})|pbkdf2_sha[0-9]{1,3}[$][0-9]+[$][A-Za-z0-9+/=]{6,}[$][A-Za-z0-9+/=]{24,}|[{]SSHA[0-9]{0,3}[}][A-Za-z0-9+/=]{24,}"
        )
    ),
    // PASETO specification, "Message Format".
    Rule("paseto", "PASETO token", .prefixed(pasetoHeaders, .dotted, atLeast: 40)),
    Rule(
        "wallet-key",
        "Extended private key of a wallet",
        .prefixed(["xprv", "zprv"], .base62, atLeast: 100)
    ),
    Rule(
        "jwt",
        "JSON web token",
        .shaped(
            [Head("eyJ", .base64URL, 12)],
            // The dash and the underscore are no boundary here: a run of the class has one beginning, so that
            // the work on repeated beginnings stays linear.
            expression:
                #"(?<![_-])eyJ[A-Za-z0-9_-]{12,4000}\.(?:[A-Za-z0-9_-]{0,2000}\.[A-Za-z0-9_-]{8,64}\.[A-Za-z0-9_-]{1,16000}\.[A-Za-z0-9_-]{16,64}|[A-Za-z0-9_-]{12,16000}\.[A-Za-z0-9_-]{16,2000})"#
        )
    ),
    Rule("url-password", "Password in an address", .urlPassword),
    Rule("authorization", "Credential of a request header", .authorization),
    Rule("authorization-field", "Credential of an Authorization field of any scheme", AuthorizationField.finder),
    Rule("session-cookie", "Cookie of a login", CookieValue.finder),
    Rule("command-password", "Password in a command line", CommandLine.finder),
    Rule("net-use-password", "Password of a Windows share", NetUse.finder),
    Rule("piped-password", "Password fed to a command", PipedPassword.finder),
    Rule("call-password", "Password among the arguments of a call", CallPassword.finder),
    Rule("prose-password", "Password in a sentence", ProsePassword.finder),
    Rule("password-file", "Password in a field of a password file", PasswordFile.fields),
    Rule("source-password", "Password in a data source name", PasswordFile.sources),
    Rule("key-file", "Key alone on a line behind its file's name", PasswordFile.lines),
    Rule("recovery-code", "Recovery code of a second factor", RecoveryCodes.finder),
    Rule("password", "Password by its name", .assignment(Keyword.passwords)),
    Rule("secret", "Secret by its name", .assignment(Keyword.secrets + Keyword.keys)),
    Rule("otp-seed", "Seed of one-time passwords", .assignment(Keyword.seeds)),
    Rule("iban", "International bank account number", .account),
    Rule("iban-named", "International bank account number behind its name", IBAN.named),
    Rule("us-ssn", "US social security number by its name", .assignment(Keyword.socialSecurity)),
]

private let pasetoHeaders = (1...4).flatMap { ["v\($0).local.", "v\($0).public."] }
