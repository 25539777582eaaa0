internal import Platform

/// The address of a repository that git is given: nothing in it can become an option, run a program or hold a password.
///
/// `https://host/path`, `ssh://user@host/path`, `user@host:path`, `file:///path`, or an absolute path.
public struct GitAddress: Sendable, Equatable {
    /// The address as git takes it.
    public let text: String
    /// The host, or nil for a folder of this machine.
    public let host: String?

    /// Reads an address; plain `http` counts only where it is allowed.
    public init?(_ text: String, allowsPlainHTTP: Bool = false) {
        guard !text.isEmpty, text.utf8.count <= 2048, !text.hasPrefix("-"),
            text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f })
        else { return nil }
        self.text = text
        if text.hasPrefix("/") {
            host = nil
            return
        }
        if let mark = text.firstRange(of: "://") {
            let rest = text[mark.upperBound...]
            let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
            switch String(text[..<mark.lowerBound]).lowercased() {
            case "file":
                guard authority.isEmpty, rest.hasPrefix("/") else { return nil }
                host = nil
                return
            case "https": break
            case "http": guard allowsPlainHTTP else { return nil }
            case "ssh": break
            default: return nil
            }
            let isSSH = text.lowercased().hasPrefix("ssh")
            guard let name = Self.host(authority, allowsUser: isSSH), rest.count > authority.count + 1 else {
                return nil
            }
            host = name
            return
        }
        // As scp(1) writes it; what stands before the colon holds no slash, or git takes it for a path.
        guard let colon = text.firstIndex(of: ":"), !text[..<colon].contains("/"),
            let name = Self.host(text[..<colon], allowsUser: true), text.index(after: colon) < text.endIndex,
            // `transport::address` would run a program.
            text[text.index(after: colon)] != ":", text[text.index(after: colon)] != "-"
        else { return nil }
        host = name
    }

    /// The host in `user@host:port`, checked.
    private static func host(_ authority: Substring, allowsUser: Bool) -> String? {
        var host = authority
        if let at = authority.lastIndex(of: "@") {
            let user = authority[..<at]
            guard allowsUser, !user.isEmpty, !user.hasPrefix("-"), user.utf8.allSatisfy(isPlain) else {
                return nil
            }
            host = authority[authority.index(after: at)...]
        }
        let bare = host.drop { $0 == "[" }
        guard !bare.isEmpty, !bare.hasPrefix("-"), !bare.hasPrefix("."),
            host.utf8.allSatisfy({ isPlain($0) || $0 == UInt8(ascii: ":") || $0 == 0x5b || $0 == 0x5d })
        else { return nil }
        return host.lowercased()
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
