internal import JSON

/// Reads what forges answer: each field that is used is checked, everything else ignored.
enum ForgeAnswers {
    /// Who is signed in, or wrote a comment.
    struct Account: Equatable {
        let id: Int64?
        let login: String

        /// Reads a user of GitHub (`login`) or GitLab (`username`).
        init?(_ json: JSONValue?) {
            guard let json, json.kind == .object,
                let login = json["login"]?.string ?? json["username"]?.string, !login.isEmpty
            else { return nil }
            id = json["id"]?.int
            self.login = login
        }

        /// Whether both are the same account; ids decide where both are known.
        func isSame(as other: Account) -> Bool {
            if let id, let otherID = other.id { return id == otherID }
            return Self.plain(login) == Self.plain(other.login)
        }

        /// GitHub's two interfaces name an app with and without this ending.
        private static func plain(_ login: String) -> String {
            let login = login.lowercased()
            return login.hasSuffix("[bot]") ? String(login.dropLast(5)) : login
        }
    }

    /// A comment.
    struct Comment {
        let id: Int64
        let body: String
        let author: Account
        let url: String?

        /// Reads a comment of GitHub or a note of GitLab; `nil` for what is none.
        init?(_ json: JSONValue) {
            guard json.kind == .object, let id = json["id"]?.int, id > 0, let body = json["body"]?.string,
                let author = Account(json["user"] ?? json["author"])
            else { return nil }
            // What GitLab writes itself is no comment.
            if json["system"]?.bool == true { return nil }
            self.id = id
            self.body = body
            self.author = author
            url = json["html_url"]?.string.flatMap(ForgeAnswers.webAddress)
        }
    }

    /// A web address that may be shown: on one line, without credentials.
    static func webAddress(_ text: String) -> String? {
        guard text.hasPrefix("https://") || text.hasPrefix("http://"), text.utf8.count <= 2000,
            text.utf8.allSatisfy({
                $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "@") && $0 != UInt8(ascii: "\\")
            })
        else { return nil }
        return text
    }

    /// `owner/name` and the number in the address of a pull request at GitHub.
    static func pullRequest(_ url: String) -> (host: String, repository: String, number: Int)? {
        guard let address = webAddress(url), let mark = address.firstRange(of: "://") else { return nil }
        let parts = address[mark.upperBound...].split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[3] == "pull", let number = Int(parts[4]), number > 0,
            RemoteAddress.isHost(parts[0]), RemoteAddress.isName(parts[1]), RemoteAddress.isName(parts[2])
        else { return nil }
        return (String(parts[0]), "\(parts[1])/\(parts[2])", number)
    }
}
