/// Tokens of code hosts, package registries and build services.
let codeHostRules: [Rule] = [
    Rule(
        "github-token",
        "GitHub token",
        .prefixed(["ghp_", "gho_", "ghu_", "ghr_"], .base62, atLeast: 30),
        checksum: .base62(prefix: 4)
    ),
    // The newer form is ghs_<app id>_<JWT>.
    Rule(
        "github-app-token",
        "GitHub app installation token",
        .prefixed(["ghs_"], .dotted, atLeast: 30),
        checksum: .base62(prefix: 4)
    ),
    Rule("github-pat", "GitHub fine-grained token", .prefixed(["github_pat_"], .word, atLeast: 36)),
    Rule(
        "gitlab-token",
        "GitLab token",
        .prefixed(
            [
                "glpat-", "gldt-", "glrt-", "glrtr-", "glcbt-", "glptt-", "glft-", "glimt-", "glagent-",
                "glsoat-",
                "gloas-", "glffct-", "glwt-",
            ],
            .dotted,
            atLeast: 20
        ),
        checksum: .gitLab
    ),
    Rule(
        "gitlab-runner-token",
        "GitLab runner registration token",
        .prefixed(["GR1348941"], .base64URL, atLeast: 20)
    ),
    Rule(
        "atlassian-token",
        "Atlassian or Bitbucket token",
        .prefixed(["ATATT3", "ATCTT3", "ATBB", "ATSTT3", "ATOAT3"], .anyBase64, atLeast: 28),
        checksum: .hexTail
    ),
    Rule("trello-token", "Trello token", .prefixed(["ATTA"], .hex, atLeast: 60)),
    Rule("npm-token", "npm token", .prefixed(["npm_"], .base62, atLeast: 36), checksum: .base62(prefix: 4)),
    Rule("pypi-token", "PyPI token", .prefixed(["pypi-AgE"], .base64URL, atLeast: 40), checksum: .pyPI),
    Rule("rubygems-key", "RubyGems key", .exact(["rubygems_"], .lowerHex, count: 48...48)),
    Rule("crates-token", "crates.io token", .exact(["cio"], .base62, count: 32...32)),
    Rule("nuget-key", "NuGet key", .exact(["oy2"], .lower, count: 43...43)),
    Rule("clojars-token", "Clojars token", .prefixed(["CLOJARS_"], .lower, atLeast: 50)),
    Rule("docker-token", "Docker Hub token", .prefixed(["dckr_pat_", "dckr_oat_"], .base64URL, atLeast: 24)),
    Rule("jfrog-token", "JFrog key", .prefixed(["AKCp", "cmVmdGtuOj"], .base62, atLeast: 40)),
    Rule("sonar-token", "Sonar token", .exact(["sqp_", "squ_", "sqa_"], .lowerHex, count: 40...40)),
    Rule("circleci-token", "CircleCI token", .prefixed(["CCIPAT_", "CCIPRJ_"], .word, atLeast: 40)),
    Rule(
        "buildkite-token",
        "Buildkite token",
        .exact(["bkua_", "bkat_", "bkpt_", "bkct_", "bkaj_"], .lowerHex, count: 40...64)
    ),
    Rule("sourcegraph-token", "Sourcegraph token", .prefixed(["sgp_"], .word, atLeast: 40)),
    Rule("openvsx-token", "Open VSX token", .prefixed(["ovsxp_", "ovsxat_"], .base64URL, atLeast: 32)),
    Rule("snyk-token", "Snyk token", .prefixed(["snyk_uat.", "snyk_sat."], .dotted, atLeast: 30)),
    Rule("chromatic-token", "Chromatic token", .prefixed(["chpt_"], .word, atLeast: 12)),
    Rule(
        "terraform-token",
        "Terraform Cloud token",
        .shaped(
            [Head(expression: #"[A-Za-z0-9]\.atlasv1\."#, length: 23)],
            expression: #"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{50,}"#
        ),
        form: "14 characters, `.atlasv1.` and 50 or more of `A-Za-z0-9_=-`"
    ),
    Rule("pulumi-token", "Pulumi token", .exact(["pul-"], .lowerHex, count: 40...40)),
    Rule(
        "doppler-token",
        "Doppler token",
        .prefixed(["dp.pt.", "dp.st.", "dp.ct.", "dp.sa.", "dp.scim.", "dp.audit."], .dotted, atLeast: 40)
    ),
    Rule("postman-key", "Postman key", .prefixed(["PMAK-"], .base64URL, atLeast: 50)),
    Rule(
        "gitlab-session",
        "GitLab session cookie",
        .shaped([Head("_gitlab_session=", .lower, 12)], expression: "_gitlab_session=([0-9a-z]{32})"),
        form: "`_gitlab_session=` and 32 of `0-9a-z`"
    ),
    Rule(
        "bitbucket-server-token",
        "Bitbucket Data Center token",
        .prefixed(["BBDC-"], .base64, atLeast: 40)
    ),
    Rule(
        "packagist-token",
        "Private Packagist token",
        .prefixed(
            [
                "packagist_ort_", "packagist_our_", "packagist_out_", "packagist_uut_", "packagist_urt_",
                "packagist_oru_",
            ],
            .lowerHex,
            atLeast: 60
        )
    ),
    Rule("deno-token", "Deno Deploy token", .exact(["ddp_", "ddw_", "ddo_"], .base62, count: 36...36)),
    Rule("jsr-token", "JSR token", .prefixed(["jsrp_", "jsrd_"], .base62, atLeast: 30)),
    Rule(
        "teamcity-token",
        "TeamCity token",
        .prefixed(["eyJ0eXAiOiAiVENWMiJ9."], .dotted, atLeast: 40)
    ),
    Rule("octopus-key", "Octopus Deploy key", .exact(["API-"], .upper, count: 25...36)),
    Rule(
        "harness-token",
        "Harness token",
        .shaped(
            [Head("pat.", .base64URL, 22), Head("sat.", .base64URL, 22)],
            expression: "[ps]at[.][A-Za-z0-9_-]{22}[.][A-Za-z0-9]{24}[.][A-Za-z0-9]{20}"
        ),
        form: "`pat.` or `sat.`, then 22, 24 and 20 characters joined by `.`"
    ),
    Rule("infracost-key", "Infracost key", .exact(["ico-"], .base62, count: 32...32)),
    Rule("socket-token", "Socket token", .prefixed(["sktsec_"], .word, atLeast: 30)),
    Rule(
        "aikido-secret",
        "Aikido secret",
        .prefixed(["AIK_SECRET_", "AIK_CI_"], .base62, atLeast: 20)
    ),
    Rule("weblate-token", "Weblate token", .exact(["wlu_", "wlp_"], .base62, count: 36...40)),
]
