/// A pull request at a forge, and where its comments are.
struct RequestPlace {
    let forge: Forge
    /// The page for people.
    let url: String
    let number: Int
    /// The path of its comments in the forge's interface.
    let comments: String
    /// The path of one comment, without its id.
    let comment: String

    /// A pull request of a repository at GitHub (docs.github.com, REST, issue comments).
    static func github(_ repository: String, _ number: Int, url: String) -> RequestPlace {
        RequestPlace(
            forge: .github,
            url: url,
            number: number,
            comments: "repos/\(repository)/issues/\(number)/comments",
            comment: "repos/\(repository)/issues/comments/"
        )
    }

    /// A merge request of a project at GitLab (docs.gitlab.com, API, notes).
    static func gitlab(_ project: String, _ number: Int, url: String) -> RequestPlace {
        let base = "projects/\(encoded(project))/merge_requests/\(number)/notes"
        return RequestPlace(forge: .gitlab, url: url, number: number, comments: base, comment: base + "/")
    }

    /// A text as one part of a path or a value of a query.
    static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return result
    }
}
