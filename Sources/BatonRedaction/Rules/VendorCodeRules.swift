/// Tokens of code hosts, builds and tests that have no form of their own.
let vendorCodeRules: [Rule] = [
    .vendorKey(
        "github-legacy-token",
        "GitHub token of the first form",
        ["github_", "gh_token", "github-"],
        .hex(40)
    ),
    .vendorKey("gitea-token", "Gitea or Forgejo token", ["gitea", "forgejo", "codeberg", "gogs_"], .hex(40)),
    .vendorKey(
        "bitbucket-secret",
        "Bitbucket client secret",
        ["bitbucket"],
        .run(.base62, 32),
        .run(.base64URL, 44),
        .run(.base64URL, 64)
    ),
    .vendorKey(
        "azure-devops-token",
        "Azure DevOps token",
        ["azure_devops", "azuredevops", "ado_pat", "ado_token", "vsts", "vss_nuget", "system_accesstoken"],
        .run(ByteClass("a-z2-7"), 52)
    ),
    .vendorKey(
        "npm-legacy-token",
        "npm token of the first form",
        ["registry.npmjs.org/:", "npm_token", "npm_auth"],
        fullNames: ["registry.npmjs.org/:_authtoken"],
        .uuid
    ),
    .vendorKey("travis-token", "Travis CI token", ["travis"], .run(.base64URL, 22)),
    .vendorKey(
        "appveyor-token",
        "AppVeyor token",
        ["appveyor"],
        .run(.lower, 20),
        .run(.lower, 20, prefix: "v2.")
    ),
    .vendorKey(
        "circleci-legacy-token",
        "CircleCI token of the first form",
        ["circleci", "circle_", "circle-token"],
        fullNames: ["circle-token"],
        .hex(40)
    ),
    .vendorKey(
        "buildkite-legacy-token",
        "Buildkite token of the first form",
        ["buildkite"],
        .hex(40),
        .run(.lowerHex, 50)
    ),
    .vendorKey("drone-token", "Drone token", ["drone_", "droneci"], .run(.base62, 32)),
    .vendorKey("bitrise-token", "Bitrise token", ["bitrise"], .run(.base64URL, 86)),
    .vendorKey("jenkins-token", "Jenkins token", ["jenkins"], .hex(34), .hex(32)),
    .vendorKey("semaphore-token", "Semaphore token", ["semaphore_"], .run(.base64URL, 20)),
    .vendorKey("codemagic-token", "Codemagic token", ["codemagic"], .run(.base64URL, 43)),
    .vendorKey("codecov-token", "Codecov token", ["codecov"], .uuid, .run(.lower, 32)),
    .vendorKey("coveralls-token", "Coveralls token", ["coveralls"], .run(.base62, 32...37)),
    .vendorKey("codacy-token", "Codacy token", ["codacy"], .hex(32), .run(.base62, 20)),
    .vendorKey(
        "codeclimate-token",
        "Code Climate token",
        ["codeclimate", "cc_test_reporter"],
        fullNames: ["cc_test_reporter_id"],
        .hex(64),
        .hex(40)
    ),
    .vendorKey("snyk-legacy-token", "Snyk token of the first form", ["snyk"], .uuid),
    .vendorKey(
        "sonar-legacy-token",
        "Sonar token of the first form",
        ["sonar"],
        fullNames: ["sonar.login"],
        .hex(40)
    ),
    .vendorKey("semgrep-token", "Semgrep token", ["semgrep"], .hex(64)),
    .vendorKey("gitguardian-key", "GitGuardian key", ["gitguardian"], .run(.base62, 71)),
    .vendorKey("fossa-key", "FOSSA key", ["fossa"], .hex(32)),
    .vendorKey("veracode-key", "Veracode key", ["veracode"], .hex(128), .hex(32)),
    .vendorKey("saucelabs-key", "Sauce Labs key", ["saucelabs", "sauce_"], .uuid),
    .vendorKey("browserstack-key", "BrowserStack key", ["browserstack"], .run(.base62, 20)),
    .vendorKey("lambdatest-key", "LambdaTest key", ["lambdatest", "lt_access"], .run(.base62, 50)),
    .vendorKey(
        "percy-token",
        "Percy token",
        ["percy"],
        .hex(64),
        .run(.lowerHex, 64, prefix: "web_"),
        .run(.lowerHex, 64, prefix: "app_")
    ),
    .vendorKey("applitools-key", "Applitools key", ["applitools"], .run(.base62, 44...55)),
    .vendorKey("cypress-key", "Cypress record key", ["cypress"], .uuid),
    .vendorKey("expo-token", "Expo token", ["expo_", "eas_"], .run(.base64URL, 40)),
    .vendorKey("appcenter-token", "App Center token", ["appcenter", "app_center"], .hex(40)),
    .vendorKey("nx-token", "Nx Cloud token", ["nx_cloud"], .run(.anyBase64, 70...90)),
    .vendorKey(
        "coder-token",
        "Coder session token",
        ["coder_session", "coder-session"],
        .run(.base64URL, 33)
    ),
    .vendorKey("cloudsmith-key", "Cloudsmith key", ["cloudsmith"], .hex(40)),
    .vendorKey(
        "jfrog-legacy-key",
        "JFrog key known by its name",
        ["jfrog", "artifactory", "bintray"],
        .run(.base62, 64),
        .run(.base62, 73)
    ),
    .vendorKey(
        "sonatype-key",
        "Sonatype user token",
        ["sonatype", "ossrh", "maven_central"],
        .run(.anyBase64, 44)
    ),
    .vendorKey("gemfury-token", "Gemfury token", ["gemfury", "fury_"], .run(.base62, 20)),
    .vendorKey(
        "apollo-key",
        "Apollo GraphOS key",
        ["apollo_", "apollo-"],
        .run(ByteClass("A-Za-z0-9:._-"), 30...80, prefix: "service:"),
        .run(ByteClass("A-Za-z0-9:._-"), 30...80, prefix: "user:")
    ),
    .vendorKey(
        "sidekiq-secret",
        "Sidekiq gem server secret",
        [],
        fullNames: ["bundle_enterprise__contribsys__com", "bundle_gems__contribsys__com"],
        .run(ByteClass("0-9a-f:"), 17)
    ),
    .vendorKey("gitter-token", "Gitter token", ["gitter"], .hex(40)),
    .vendorKey("crowdin-token", "Crowdin token", ["crowdin"], .hex(80)),
    .vendorKey("lokalise-token", "Lokalise token", ["lokalise"], .hex(40)),
    .vendorKey("phrase-token", "Phrase token", ["phraseapp", "phrase_"], .hex(64)),
    .vendorKey(
        "transifex-token",
        "Transifex token",
        ["transifex", "tx_token"],
        .hex(40),
        .run(.lowerHex, 40, prefix: "1/")
    ),
    .vendorKey("poeditor-token", "POEditor token", ["poeditor"], .hex(32)),
    .vendorKey(
        "wordpress-password",
        "WordPress application password",
        ["wordpress", "wp_app"],
        .run(.base62, 24)
    ),
]
