/// Secrets that are known by their form or their surroundings and not by who gave them out.
let generalRules: [Rule] = [
    Rule("private-key", "Private key block", .privateKey),
    Rule(
        "private-key-end",
        "Private key block without its beginning",
        KeyFileTail.ending,
        kind: .block,
        form: "at least two lines of base64 and `-----END … PRIVATE KEY-----`"
    ),
    Rule(
        "putty-key",
        "Private lines of a PuTTY key",
        KeyFileTail.putty,
        kind: .block,
        form: "`Private-Lines:` and the lines that follow"
    ),
    Rule(
        "jwk-private",
        "Private member of a JSON web key",
        JSONWebKey.finder,
        kind: .context,
        form: "`d`, `p`, `q`, `dp`, `dq`, `qi` or `k` of an object with `kty`"
    ),
    Rule(
        "aws-secret-key",
        "AWS secret key beside its id",
        AWSSecretKey.finder,
        kind: .context,
        form: "40 of `A-Za-z0-9/+` close to an access key id"
    ),
    // What `base64` makes of "-----BEGIN (RSA |EC |OPENSSH |ENCRYPTED |DSA )PRIVATE KEY".
    Rule(
        "private-key-base64",
        "Private key block in base64",
        .shaped(
            [Head("LS0tLS1CRUdJTi")],
            expression:
                "LS0tLS1CRUdJTi(?:BQR1AgUFJJVkFUR|BSU0EgUFJJVkFUR|BFQyBQUklWQVRF|BPUEVOU1NIIFBSSVZBVE|BQUklWQVRFIEtFW|BFTkNSWVBURUQgUFJJVkFUR|BEU0EgUFJJVkFUR)[A-Za-z0-9+/=]{40,}"
        ),
        form: "base64 of `-----BEGIN … PRIVATE KEY`"
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
        ),
        form:
            "a hash by bcrypt (`$2b$`), SHA-512 (`$6$`), SHA-256 (`$5$`), MD5 (`$1$`, `$apr1$`), yescrypt (`$y$`), scrypt (`$7$`), Argon2 (`$argon2id$`), PBKDF2 or `{SSHA}`"
    ),
    // PASETO specification, "Message Format".
    Rule("paseto", "PASETO token", .prefixed(pasetoHeaders, .dotted, atLeast: 40)),
    Rule(
        "wallet-key",
        "Extended private key of a wallet",
        .prefixed(["xprv", "zprv"], .base62, atLeast: 100),
        checksum: .base58
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
        ),
        form: "three or five parts of base64url joined by `.`, the first beginning with `eyJ`"
    ),
    Rule("url-password", "Password in an address", .urlPassword),
    Rule("authorization", "Credential of a request header", .authorization),
    Rule(
        "authorization-field",
        "Credential of an Authorization field of any scheme",
        AuthorizationField.finder,
        kind: .context,
        form: "what follows `Authorization:` and any scheme"
    ),
    Rule(
        "session-cookie",
        "Cookie of a login",
        CookieValue.finder,
        kind: .context,
        form: "the value of a cookie whose name says session, token or login"
    ),
    Rule(
        "command-password",
        "Password in a command line",
        CommandLine.finder,
        kind: .context,
        form: "the password behind a flag of a known command, as in `curl -u user:…`"
    ),
    Rule(
        "net-use-password",
        "Password of a Windows share",
        NetUse.finder,
        kind: .context,
        form: "the word behind the share in `net use`"
    ),
    Rule(
        "piped-password",
        "Password fed to a command",
        PipedPassword.finder,
        kind: .context,
        form: "what `echo` or `printf` gives to a command that asks for a password"
    ),
    Rule(
        "typed-password",
        "Password that a script types",
        TypedPassword.finder,
        kind: .context,
        form: "what `send` gives behind an `expect` of a password"
    ),
    Rule(
        "target-password",
        "Password in the target of a tool for Windows networks",
        TargetPassword.finder,
        kind: .context,
        form: "what is between `:` and `@` in `domain/user:password@host` behind a tool of impacket"
    ),
    Rule(
        "call-password",
        "Password among the arguments of a call",
        CallPassword.finder,
        kind: .context,
        form: "an argument behind a name such as `login` or `password` in a call"
    ),
    Rule(
        "prose-password",
        "Password in a sentence",
        ProsePassword.finder,
        kind: .context,
        form: "a word that a sentence calls a password"
    ),
    Rule(
        "password-file",
        "Password in a field of a password file",
        PasswordFile.fields,
        kind: .context,
        form: "the last field of a line of `.pgpass` and its like"
    ),
    Rule(
        "source-password",
        "Password in a data source name",
        PasswordFile.sources,
        kind: .context,
        form: "what is between `:` and `@` in `user:password@tcp(host)`"
    ),
    Rule(
        "key-file",
        "Key alone on a line behind its file's name",
        PasswordFile.lines,
        kind: .context,
        form: "a line behind the name of a key file"
    ),
    Rule(
        "recovery-code",
        "Recovery code of a second factor",
        RecoveryCodes.finder,
        kind: .context,
        form: "codes in a list behind a word such as `recovery codes`"
    ),
    Rule("password", "Password by its name", .assignment(Keyword.passwords)),
    Rule("secret", "Secret by its name", .assignment(Keyword.secrets + Keyword.keys)),
    Rule("otp-seed", "Seed of one-time passwords", .assignment(Keyword.seeds)),
    Rule("iban", "International bank account number", .account),
    Rule(
        "iban-named",
        "International bank account number behind its name",
        IBAN.named,
        kind: .context,
        form: "an account number behind `IBAN`, or one whose bank is told by letters, with right check digits"
    ),
    Rule("us-ssn", "US social security number by its name", .assignment(Keyword.socialSecurity)),
]

private let pasetoHeaders = (1...4).flatMap { ["v\($0).local.", "v\($0).public."] }
