/// Secrets that are known by their form or their surroundings and not by who gave them out.
let generalRules: [Rule] = [
    Rule("private-key", "Private key block", .privateKey),
    // What `base64` makes of "-----BEGIN (RSA |EC |OPENSSH |ENCRYPTED |DSA )PRIVATE KEY".
    Rule(
        "private-key-base64",
        "Private key block in base64",
        .shaped(
            [Head("LS0tLS1CRUdJTi")],
            expression:
                "LS0tLS1CRUdJTi(?:BSU0EgUFJJVkFUR|BFQyBQUklWQVRF|BPUEVOU1NIIFBSSVZBVE|BQUklWQVRFIEtFW|BFTkNSWVBURUQgUFJJVkFUR|BEU0EgUFJJVkFUR)[A-Za-z0-9+/=]{40,}"
        )
    ),
    Rule(
        "jwt",
        "JSON web token",
        .shaped(
            [Head("eyJ", .base64URL, 12)],
            // The dash and the underscore are no boundary here: a run of the class has one beginning, so that
            // the work on repeated beginnings stays linear.
            expression:
                #"(?<![_-])eyJ[A-Za-z0-9_-]{12,4000}\.[A-Za-z0-9_-]{12,16000}\.[A-Za-z0-9_-]{16,2000}"#
        )
    ),
    Rule("url-password", "Password in an address", .urlPassword),
    Rule("authorization", "Credential of a request header", .authorization),
    Rule("command-password", "Password in a command line", .commandPassword),
    Rule("password", "Password by its name", .assignment(Keyword.passwords)),
    Rule("secret", "Secret by its name", .assignment(Keyword.secrets + Keyword.keys)),
]
