/// Tokens of clusters, secret stores and deployment tools.
let infrastructureRules: [Rule] = [
    // A token of Vault before 1.10; the digits tell it from the property of a minified program.
    Rule(
        "vault-legacy-token",
        "Vault token of the first form",
        .run(
            [RunShape(24...24, before: "s.", lead: 2)],
            expression:
                "s[.](?=(?:[A-Za-z]*[0-9]){2})(?=[a-z0-9]*[A-Z])[A-Za-z0-9]{24}(?![A-Za-z0-9_(=-]|[.][A-Za-z])"
        ),
        form: "`s.` and 24 of `A-Za-z0-9`, two digits and a capital among them"
    ),
    Rule(
        "boundary-token",
        "Boundary token",
        .shaped(
            [Head(expression: "at_[A-Za-z0-9]{10}_[A-Za-z0-9]{12}", length: 26, hint: 3)],
            expression: "at_[A-Za-z0-9]{10}_[A-Za-z0-9]{100,400}"
        ),
        form: "`at_`, 10 characters, `_` and 100 or more of `A-Za-z0-9`"
    ),
    // Its header tells the algorithm and a key id, its claims begin with the audience or the legacy issuer.
    Rule(
        "kubernetes-token",
        "Kubernetes service account token",
        .shaped(
            [Head("eyJhbGciOiJSU")],
            expression:
                "eyJhbGciOiJSU[A-Za-z0-9_-]{20,200}[.](?:eyJhdWQiOlsi|eyJpc3MiOiJrdWJlcm5ldGVz)[A-Za-z0-9_-]{40,4000}[.][A-Za-z0-9_-]{300,}"
        ),
        form: "a JSON web token (RS256) with the claims of Kubernetes"
    ),
    Rule("openshift-token", "OpenShift token", .exact(["sha256~"], .base64URL, count: 43...43)),
    Rule("docker-swarm-token", "Docker Swarm join token", .prefixed(["SWMTKN-1-"], .base64URL, atLeast: 60)),
    Rule(
        "rancher-token",
        "Rancher token",
        .shaped(
            [Head(expression: "token-[a-z0-9]{5}:[a-z0-9]{12}", length: 24, hint: 6)],
            expression: "token-[a-z0-9]{5}:[a-z0-9]{54}(?![a-z0-9])"
        ),
        form: "`token-`, 5 characters, `:` and 54 of `a-z0-9`"
    ),
    Rule("portainer-token", "Portainer token", .prefixed(["ptr_"], .anyBase64, atLeast: 40)),
    Rule(
        "k3s-token",
        "K3s node token",
        .shaped(
            [Head("K10", .lowerHex, 20)],
            expression: "K10[0-9a-f]{64}::(?:[A-Za-z0-9_.-]{1,40}:)?[A-Za-z0-9]{16,}"
        ),
        form: "`K10`, 64 of `0-9a-f`, `::`, a name and a password"
    ),
    Rule(
        "infisical-token",
        "Infisical token",
        .run(
            [RunShape(24...24, before: "st.", after: ".", lead: 3)],
            expression: "st[.][0-9a-f]{24}[.][0-9a-f]{32}[.][0-9a-f]{32}"
        ),
        form: "`st.` and 24, 32 and 32 of `0-9a-f` joined by `.`"
    ),
    Rule(
        "bitwarden-token",
        "Bitwarden Secrets Manager token",
        .run(
            [RunShape(30...30, before: ".", after: ":", lead: 39)],
            expression:
                "0[.][0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}[.][A-Za-z0-9]{30}:[A-Za-z0-9+/]{22}=="
        ),
        form: "`0.`, a UUID, `.`, 30 characters, `:` and base64 of 16 bytes"
    ),
    Rule("dashlane-key", "Dashlane key", .prefixed(["dls_"], .word, atLeast: 40)),
    Rule(
        "phase-token",
        "Phase token",
        .prefixed(
            ["pss_user:v1:", "pss_user:v2:", "pss_service:v1:", "pss_service:v2:"],
            ByteClass("0-9a-f:"),
            atLeast: 60
        )
    ),
    Rule(
        "ansible-vault",
        "Block encrypted by Ansible Vault",
        .located([Head("$ANSIBLE_VAULT;1.")], isSpecific: true, AnsibleVault.extent),
        kind: .block,
        form: "`$ANSIBLE_VAULT;1.` and lines of hexadecimal digits"
    ),
]
