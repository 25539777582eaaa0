internal import HTTP
internal import Platform

/// A setting of a kind of stores.
public struct StoreSetting: Sendable {
    /// What a setting holds.
    public enum Form: Sendable, Equatable {
        /// A text.
        case text
        /// One of some words.
        case choice([String])
        /// A whole number within bounds.
        case number(ClosedRange<Int>)
        /// Yes or no.
        case flag
        /// Names with texts.
        case texts
    }

    /// Its name in the file.
    public let name: String
    /// What it holds.
    public let form: Form
    /// Whether there must be one.
    public let isRequired: Bool
    /// What it says, in a clause.
    public let about: String

    init(_ name: String, _ form: Form, _ about: String) {
        self.name = name
        self.form = form
        isRequired = false
        self.about = about
    }

    init(_ name: String, required isRequired: Bool = false, _ about: String) {
        self.name = name
        form = .text
        self.isRequired = isRequired
        self.about = about
    }
}

/// A kind of stores: what it can be told, and how one is made.
public struct StoreKind: Sendable {
    /// Its name, the value of `type`.
    public let type: String
    /// What it is, in a clause.
    public let about: String
    /// What it can be told besides `type`.
    public let settings: [StoreSetting]
    let make: @Sendable (StoreSource) throws -> any Store

    /// The kind of that name.
    public static func named(_ type: String) -> StoreKind? { all.first { $0.type == type } }

    /// Names under which somebody may try to write a secret into the file.
    ///
    /// A file of settings is copied, shown and kept in repositories: a secret in it is soon known.
    public static let secretNames: Set<String> = [
        "token", "password", "secret", "secret_key", "access_key", "session_token", "credentials", "api_key",
        "authorization",
    ]

    private static let url = StoreSetting("url", required: true, "its address, `https://…`")
    private static let plain = StoreSetting("allow_http", .flag, "whether the address may be plain `http`")

    private static func secret(_ name: String, _ about: String) -> [StoreSetting] {
        [
            StoreSetting(name + "_env", "the environment variable that holds \(about)"),
            StoreSetting(name + "_file", "the file that holds \(about)"),
        ]
    }

    /// All kinds, in the order in which they are explained.
    public static let all: [StoreKind] = [
        StoreKind(type: "x0", about: "a service that speaks as x0.at does", settings: [url, plain]) {
            source in
            try X0Store(
                name: source.name,
                address: try source.text("url"),
                allowsPlainHTTP: source.settings.flag("allow_http"),
                source.context
            )
        },
        StoreKind(
            type: "0x0",
            about: "a service that speaks as 0x0.st does",
            settings: [
                url, plain,
                StoreSetting("max_mib", .number(1...1 << 20), "the largest file that it takes, in MiB; 512"),
                StoreSetting("min_days", .number(0...3650), "how long it keeps the largest files; 30"),
                StoreSetting("max_days", .number(1...3650), "how long it keeps the smallest files; 365"),
            ]
        ) { try ZeroX0Store($0) },
        StoreKind(
            type: "s3",
            about: "a bucket of S3 or of a service that speaks as it does",
            settings: [
                StoreSetting("bucket", required: true, "the bucket's name"),
                StoreSetting("endpoint", "the service's address; that of AWS in the region"),
                StoreSetting("region", "the region; from the environment or the profile, else `us-east-1`"),
                StoreSetting("prefix", "what the keys of all files begin with"),
                StoreSetting(
                    "style",
                    .choice(["path", "host"]),
                    "where the bucket's name stands in addresses"
                ),
                StoreSetting("profile", "the profile in `~/.aws` whose credentials are taken"),
                StoreSetting(
                    "public_url",
                    "the address under which the files are public; links do not end then"
                ),
                StoreSetting(
                    "part_mib",
                    .number(5...5120),
                    "the size of one part of a large file, in MiB; 16"
                ),
                StoreSetting(
                    "multipart_above_mib",
                    .number(5...5120),
                    "files above are sent in parts, in MiB; 64"
                ),
                plain,
            ] + secret("access_key", "the id of the access key")
                + secret("secret_key", "the secret access key")
                + secret("session_token", "the session token")
        ) { try S3Store($0) },
        StoreKind(
            type: "gist",
            about: "secret gists at GitHub",
            settings: [
                StoreSetting("url", "the address of the API; `https://api.github.com`"),
                plain,
            ] + secret("token", "a token that may write gists")
        ) { try GistStore($0) },
        StoreKind(
            type: "put",
            about: "a server that takes files by PUT: WebDAV, or as transfer.sh does",
            settings: [
                url, plain,
                StoreSetting("style", .choice(["webdav", "transfer.sh"]), "how it answers; webdav"),
                StoreSetting("public_url", "the address under which the files are read, where it is another"),
                StoreSetting("headers", .texts, "header lines to send along, no secrets"),
                StoreSetting("username", "the name for basic authentication"),
                StoreSetting("max_mib", .number(1...1 << 20), "the largest file that it takes, in MiB"),
                StoreSetting(
                    "max_downloads",
                    .number(1...1_000_000),
                    "after how many downloads a file goes away"
                ),
            ] + secret("password", "the password") + secret("token", "a bearer token")
        ) { try PutStore($0) },
        StoreKind(
            type: "directory",
            about: "a folder of this machine, or one that it reaches",
            settings: [StoreSetting("path", required: true, "the folder")]
        ) { source in
            DirectoryStore(name: source.name, path: source.context.path(try source.text("path")))
        },
        StoreKind(
            type: "git",
            about: "refs of a git repository",
            settings: [
                StoreSetting("url", required: true, "the repository: an address that git knows, or a path"),
                plain,
            ]
        ) { source in
            try GitStore(
                name: source.name,
                address: try source.text("url"),
                allowsPlainHTTP: source.settings.flag("allow_http"),
                source.context
            )
        },
    ]
}

extension StoreSource {
    /// An address among the settings, checked, without a slash at its end.
    func address(_ setting: String, default fallback: String? = nil) throws -> HTTPURL {
        let text = try fallback == nil ? self.text(setting) : settings.text(setting) ?? fallback ?? ""
        var trimmed = text
        while trimmed.hasSuffix("/") { trimmed.removeLast() }
        guard let url = try? HTTPURL(trimmed), !trimmed.contains("?"), !trimmed.contains("#") else {
            throw problem("\(setting) must be an http or https address without query and user")
        }
        guard url.scheme == "https" || settings.flag("allow_http") else {
            throw problem("a plain http \(setting) needs 'allow_http: true'")
        }
        return url
    }
}

extension HTTPURL {
    /// The address with `/part` behind it; the part is encoded already.
    func appending(_ part: String) -> String {
        var text = text
        while text.hasSuffix("/") { text.removeLast() }
        return text + "/" + part
    }

    /// Scheme, host and, where it is not the scheme's own, port.
    var origin: String {
        let isUsual = port == (scheme == "https" ? 443 : 80)
        return "\(scheme)://\(host)\(isUsual ? "" : ":\(port)")"
    }
}
