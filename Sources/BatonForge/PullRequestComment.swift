public import BatonGit
internal import JSON
public import Platform

/// One comment that is kept up to date on the pull request of a branch, through `gh` or `glab`.
///
/// It is looked for among the comments of the account that is signed in, by its marker, and edited in place; nobody else's
/// comment is ever changed, whatever it begins with.
public struct PullRequestComment: Sendable {
    /// The forge.
    public let forge: Forge
    /// The forge's host.
    public let host: String
    /// The branch whose pull request is meant.
    public let branch: String
    /// The number of the pull request, when it is not the branch's own.
    public let number: Int?
    private let address: RemoteAddress?
    private let directory: String
    private let context: Context

    /// Seconds that one request may take.
    public var timeout: Double = 30

    /// Comments on a page.
    static let pageSize = 100
    /// The most pages that are looked at.
    static let mostPages = 100

    /// What was done.
    public enum Action: String, Sendable {
        /// There was none.
        case created
        /// It said something else before.
        case updated
        /// It said the same.
        case unchanged
        /// It was taken away.
        case removed
        /// There was none to take away.
        case absent
    }

    /// What was done, and where.
    public struct Outcome: Sendable, Equatable {
        /// What was done.
        public let action: Action
        /// The comment's page, or that of the pull request.
        public let url: String
        /// The number of the pull request.
        public let number: Int
        /// Other comments of the same account with the same marker, which stay.
        public let others: Int
    }

    /// The comment of the branch that is checked out, or of `branch`.
    ///
    /// - Parameters:
    ///   - git: the repository.
    ///   - context: where the forge's program is.
    ///   - forge: which kind; found by the remote's host, and by who is signed in where, unless given.
    ///   - branch: whose pull request it is; the branch that is checked out when `nil`.
    ///   - number: another pull request than the branch's own.
    /// - Throws: ``ForgeError`` when nothing tells the forge or the branch; ``GitError``.
    public init(
        _ git: Git,
        _ context: Context,
        forge: Forge? = nil,
        branch: String? = nil,
        number: Int? = nil
    ) throws {
        self.context = context
        self.number = number
        directory = context.workingDirectory
        guard let branch = try branch ?? git.branch() ?? (number == nil ? nil : "HEAD") else {
            throw ForgeError.noBranch
        }
        self.branch = branch
        address = try ForgeChoice.address(git, branch: branch)
        self.forge = try forge ?? ForgeChoice.forge(of: address, directory, context)
        host = try ForgeChoice.host(of: address, self.forge, context)
    }

    // MARK: Acts

    /// Makes the comment say `text`, which begins with the marker.
    public func keep(_ marker: CommentMarker, _ text: String) throws -> Outcome {
        precondition(marker.begins(text))
        let place = try place()
        let found = try own(marker, at: place)
        var writer = JSONWriter()
        writer.object { $0.member("body", text) }
        if let first = found.first {
            guard !CommentText.areSame(first.body, text) else {
                return outcome(.unchanged, first, place, found.count - 1)
            }
            let method = forge == .github ? "PATCH" : "PUT"
            let path = place.comment + String(first.id)
            do {
                let answer = try program.request(method, path, body: writer.bytes, to: "edit the comment")
                return outcome(
                    .updated,
                    answer.flatMap(ForgeAnswers.Comment.init) ?? first,
                    place,
                    found.count - 1
                )
            } catch ForgeError.refused(_, _, 404) where found.count == 1 {
                // Somebody removed it meanwhile.
            }
        }
        let answer = try program.request("POST", place.comments, body: writer.bytes, to: "write the comment")
        guard let comment = answer.flatMap(ForgeAnswers.Comment.init) else {
            throw ForgeError.badAnswer(forge, action: "write the comment")
        }
        return outcome(.created, comment, place, 0)
    }

    /// Takes the comment away, all of them when there are several.
    public func remove(_ marker: CommentMarker) throws -> Outcome {
        let place = try place()
        let found = try own(marker, at: place)
        for comment in found {
            do {
                _ = try program.request(
                    "DELETE",
                    place.comment + String(comment.id),
                    to: "remove the comment"
                )
            } catch ForgeError.refused(_, _, 404) {
                // It is gone already.
            }
        }
        return Outcome(
            action: found.isEmpty ? .absent : .removed,
            url: place.url,
            number: place.number,
            others: 0
        )
    }

    /// What ``keep(_:_:)`` would do, as commands; nothing is asked.
    public var plan: [String] {
        switch forge {
        case .github:
            let which = number.map { " \($0)" } ?? ""
            let base = "repos/OWNER/NAME/issues"
            return [
                "gh pr view\(which) --json number,state,url",
                "gh api --hostname \(host) --method GET user",
                "gh api --hostname \(host) --method GET \(base)/NUMBER/comments?per_page=\(Self.pageSize)&page=1",
                "gh api --hostname \(host) --method PATCH --input - \(base)/comments/ID (or POST \(base)/NUMBER/comments)",
            ]
        case .gitlab:
            let base = "projects/\(RequestPlace.encoded(address?.path ?? "PROJECT"))/merge_requests"
            return [
                "glab api --hostname \(host) --method GET \(base)?source_branch=\(RequestPlace.encoded(branch))&state=opened",
                "glab api --hostname \(host) --method GET user",
                "glab api --hostname \(host) --method GET \(base)/NUMBER/notes?per_page=\(Self.pageSize)&page=1",
                "glab api --hostname \(host) --method PUT --input - \(base)/NUMBER/notes/ID (or POST \(base)/NUMBER/notes)",
            ]
        }
    }

    private func outcome(
        _ action: Action,
        _ comment: ForgeAnswers.Comment,
        _ place: RequestPlace,
        _ others: Int
    ) -> Outcome {
        let note =
            forge == .gitlab ? place.url + "#note_\(comment.id)" : place.url + "#issuecomment-\(comment.id)"
        return Outcome(action: action, url: comment.url ?? note, number: place.number, others: others)
    }

    private var program: ForgeProgram {
        ForgeProgram(forge: forge, host: host, directory: directory, context: context, timeout: timeout)
    }

    // MARK: Finding

    private func place() throws -> RequestPlace {
        forge == .github ? try pullRequest() : try mergeRequest()
    }

    /// The pull request as `gh` finds it: by the branch that this one follows, in forks too.
    private func pullRequest() throws -> RequestPlace {
        let action = "find the pull request"
        var arguments = ["pr", "view"]
        if let number { arguments.append(String(number)) }
        let output: [UInt8]
        do {
            output = try program.run(arguments + ["--json", "number,state,url"], to: action)
        } catch ForgeError.noRequest {
            throw ForgeError.noRequest(forge, branch: branch)
        }
        guard let answer = try? JSONParser.parse(output), let url = answer["url"]?.string,
            let found = ForgeAnswers.pullRequest(url), answer["number"]?.int == Int64(found.number)
        else { throw ForgeError.badAnswer(forge, action: action) }
        // The program may know the repository under a mirror's name; the host is that of the answer.
        guard found.host.lowercased() == host else { throw ForgeError.badAnswer(forge, action: action) }
        if let state = answer["state"]?.string, state != "OPEN" {
            throw ForgeError.requestClosed(forge, number: found.number)
        }
        return .github(found.repository, found.number, url: url)
    }

    private func mergeRequest() throws -> RequestPlace {
        let action = "find the merge request"
        guard let address else { throw ForgeError.noRemote }
        let base = "projects/\(RequestPlace.encoded(address.path))/merge_requests"
        let which =
            number.map { "/\($0)" }
            ?? "?source_branch=\(RequestPlace.encoded(branch))&state=opened&order_by=updated_at"
        let answer = try program.request("GET", base + which, to: action)
        guard let found = number == nil ? answer?.elements.first(where: { _ in true }) : answer else {
            guard answer?.kind == .array else { throw ForgeError.badAnswer(forge, action: action) }
            throw ForgeError.noRequest(forge, branch: branch)
        }
        guard let number = found["iid"]?.int, number > 0, let url = found["web_url"]?.string,
            let shown = ForgeAnswers.webAddress(url)
        else { throw ForgeError.badAnswer(forge, action: action) }
        if let state = found["state"]?.string, state != "opened" {
            throw ForgeError.requestClosed(forge, number: Int(number))
        }
        return .gitlab(address.path, Int(number), url: shown)
    }

    /// The comments of this account that begin with the marker, the oldest first.
    private func own(_ marker: CommentMarker, at place: RequestPlace) throws -> [ForgeAnswers.Comment] {
        let me = try account()
        var found: [ForgeAnswers.Comment] = []
        let action = "list the comments"
        let order = forge == .gitlab ? "&order_by=created_at&sort=asc" : ""
        for page in 1...Self.mostPages {
            let path = "\(place.comments)?per_page=\(Self.pageSize)&page=\(page)\(order)"
            guard let answer = try program.request("GET", path, to: action), answer.kind == .array else {
                throw ForgeError.badAnswer(forge, action: action)
            }
            var count = 0
            for element in answer.elements {
                count += 1
                guard let comment = ForgeAnswers.Comment(element), comment.author.isSame(as: me),
                    marker.begins(comment.body), !found.contains(where: { $0.id == comment.id })
                else { continue }
                found.append(comment)
            }
            if count < Self.pageSize { break }
        }
        return found.sorted { $0.id < $1.id }
    }

    private func account() throws -> ForgeAnswers.Account {
        let action = "tell who is signed in"
        do {
            guard let account = ForgeAnswers.Account(try program.request("GET", "user", to: action)) else {
                throw ForgeError.badAnswer(forge, action: action)
            }
            return account
        } catch ForgeError.refused(.github, _, 403) {
            // The tokens of GitHub's own actions may ask this of the other interface only.
            let query = Array(#"{"query":"{viewer{login}}"}"#.utf8)
            let answer = try program.request("POST", "graphql", body: query, to: action)
            guard let account = ForgeAnswers.Account(answer?["data"]?["viewer"]) else {
                throw ForgeError.badAnswer(forge, action: action)
            }
            return account
        }
    }
}
