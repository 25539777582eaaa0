/// What may be shown of a link.
enum LinkText {
    /// The host of a URL, without path, query and fragment.
    static func host(of url: String) -> String {
        guard let start = url.firstRange(of: "://") else { return "a link" }
        let rest = url[start.upperBound...]
        return String(rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" })
    }
}
