/// The address of a remote as it may be shown.
enum RemoteURL {
    /// `url` without password, token, query and fragment.
    ///
    /// A name before `@` is kept for ssh alone, where it is an account such as `git`; over http it is as often a
    /// token. `git@host:path` and paths hold no secret and stay as they are.
    static func withoutCredentials(_ url: String) -> String {
        // A helper's address (`ext::https://…`) holds the same within.
        guard let mark = url.firstRange(of: "://") else { return url }
        let scheme = url[..<mark.lowerBound]
        let rest = url[mark.upperBound...]
        let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
        let authority = rest[..<end]
        var path = rest[end...]
        if let cut = path.firstIndex(where: { $0 == "?" || $0 == "#" }) { path = path[..<cut] }
        guard let at = authority.lastIndex(of: "@") else { return scheme + "://" + authority + path }
        let host = authority[authority.index(after: at)...]
        let user = authority[..<at].prefix { $0 != ":" }
        let isSSH = scheme.hasSuffix("ssh")
        return scheme + "://" + (isSSH && !user.isEmpty ? user + "@" : "") + host + path
    }
}

extension Git {
    /// A setting that may be an address, as it may be shown: without password, token, query and fragment.
    public static func withoutCredentials(_ value: String) -> String {
        value.contains("://") && value.contains("@") ? RemoteURL.withoutCredentials(value) : value
    }
}
