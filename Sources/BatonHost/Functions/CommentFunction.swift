internal import BatonForge
internal import BatonGit
internal import Lua
internal import Platform

/// `baton.git.comment`: keep a comment on the pull request of the branch.
enum CommentFunction {
    static let comment = HostFunction(
        "git",
        "comment",
        "Keeps one folded comment of yours up to date on the branch's pull request, through `gh` or `glab`, or removes it.",
        parameters: [.optional("body", .content, "the page, in Markdown; a removal needs none")],
        options: [
            .optional(
                "id",
                .string,
                "the comment's name, by which it is found again: letters, digits, spaces and `.`, `_`, `/`, `-`",
                default: .text("context")
            ),
            .optional(
                "summary",
                .string,
                "the line that is shown while the page is folded",
                default: .text("Context of this branch")
            ),
            .optional("remove", .boolean, "whether the comment is taken away instead", default: .bool(false)),
            .optional(
                "dry_run",
                .boolean,
                "whether it only tells the comment and what would be asked, without the network",
                default: .bool(false)
            ),
            .optional(
                "forge",
                .choice(Forge.allCases.map(\.rawValue)),
                "where the pull request is; found by the remote's host unless given"
            ),
            .optional("number", .integer, "the number of another pull request than the branch's own"),
            .optional(
                "max_chars",
                .integer,
                "the most code points of the comment; 65536 at GitHub, 1000000 at GitLab unless given"
            ),
            RedactionReport.isPublic,
        ],
        result: .record("ForgeComment"),
        errors: [
            "forge", "forge.not_ready", "forge.no_request", "forge.too_long", "git", "git.no_repository",
        ],
        permission: .git,
        acts: true,
        example: """
            local page = baton.export.context({ baton.sessions.current() }, { budget_chars = 60000 })
            print(baton.git.comment(page, { id = "review", public = true }).url)
            """
    ) { call in
        let run = call.run
        guard run.permissions.allows(.git, "comment") else {
            throw HostError.denied(.git, call.function, name: "comment")
        }
        let git = try GitFunctions.git(call)
        let number = call.integer("number")
        if let number, number < 1 { throw call.problem("number", "must be 1 or more") }
        let marker = try CommentMarker(try run.redacted(try call.text("id"), for: call.readership))
        let comment = try PullRequestComment(
            git,
            run.context,
            forge: call.optionalText("forge").flatMap(Forge.init),
            number: number
        )
        let isDry = call.flag("dry_run") || run.options.isDryRun
        if call.flag("remove") {
            if isDry { return planned(comment, nil, 0) }
            return done(try run.waiting { try comment.remove(marker) }, nil, 0)
        }
        guard call.isGiven("body") else { throw call.problem("body", "is needed, unless 'remove' is set") }
        let (text, secrets) = try text(call, marker, comment.forge)
        try call.tellRemoved(from: call["body"], secrets)
        if isDry { return planned(comment, text, secrets) }
        let which =
            number.map { "\(comment.forge.request) \($0)" } ?? "the \(comment.forge.request) of this branch"
        run.say("baton: commenting on \(which) at \(comment.host): \(text.unicodeScalars.count) characters")
        return done(try run.waiting { try comment.keep(marker, text) }, text, secrets)
    }

    /// The comment without secrets; links that this run has made stay, since they are what it hands on.
    private static func text(
        _ call: HostCall,
        _ marker: CommentMarker,
        _ forge: Forge
    ) throws -> (text: String, secrets: Int) {
        let content = String(decoding: try call.content("body").bytes, as: UTF8.self)
        let mask = LinkMask(call.run.madeLinks, in: content)
        let (bytes, secrets) = try call.run.withoutSecrets(Array(mask.text.utf8), for: call.readership)
        let most = call.integer("max_chars")
        if let most, most < 1000 { throw call.problem("max_chars", "must be 1000 or more") }
        let text = try CommentText.text(
            marker,
            summary: try call.run.redacted(try call.text("summary"), for: call.readership),
            page: mask.restored(String(decoding: bytes, as: UTF8.self)),
            for: forge,
            limit: most
        )
        return (text, secrets)
    }

    private static func planned(_ comment: PullRequestComment, _ text: String?, _ secrets: Int) -> HostValue {
        .record([
            "action": .text("planned"), "forge": .text(comment.forge.rawValue), "host": .text(comment.host),
            "branch": .text(comment.branch), "body": .text(text), "requests": .texts(comment.plan),
            "characters": .integer(text?.unicodeScalars.count ?? 0), "secrets": .integer(secrets),
            "others": .integer(0),
        ])
    }

    private static func done(_ outcome: PullRequestComment.Outcome, _ text: String?, _ secrets: Int)
        -> HostValue
    {
        .record([
            "action": .text(outcome.action.rawValue), "url": .text(outcome.url),
            "number": .integer(outcome.number), "others": .integer(outcome.others),
            "characters": .integer(text?.unicodeScalars.count ?? 0), "secrets": .integer(secrets),
        ])
    }

    /// What the function gives.
    static let record = HostRecord(
        name: "ForgeComment",
        about: "What became of a comment on a pull request.",
        fields: [
            .required(
                "action",
                .string,
                "`created`, `updated`, `unchanged`, `removed`, `absent` or, in a dry run, `planned`"
            ),
            .optional("url", .string, "the comment's page; that of the pull request when none is left"),
            .optional("number", .integer, "the number of the pull request"),
            .required("characters", .integer, "code points of the comment"),
            .required("secrets", .integer, "places that were changed on the way out"),
            .required("others", .integer, "other comments of yours with the same name, which stay"),
            .optional("forge", .string, "in a dry run: `github` or `gitlab`"),
            .optional("host", .string, "in a dry run: the host that would be asked"),
            .optional("branch", .string, "in a dry run: the branch"),
            .optional("body", .string, "in a dry run: the comment"),
            .optional("requests", .list(.string), "in a dry run: what would be asked"),
        ]
    )

    /// The kinds of its failures.
    static let failures: [HostFailure] = [
        HostFailure(kind: "forge", about: "GitHub or GitLab, or the program that speaks to it, failed."),
        HostFailure(kind: "forge.not_ready", about: "`gh` or `glab` is not installed, or not signed in."),
        HostFailure(kind: "forge.no_request", about: "The branch has no open pull request."),
        HostFailure(kind: "forge.too_long", about: "The comment is longer than it may be."),
    ]

    /// The kind of a failure.
    static func kind(of error: ForgeError) -> String {
        switch error {
        case .notInstalled, .notSignedIn: "forge.not_ready"
        case .noRequest, .requestClosed, .noBranch, .noRemote: "forge.no_request"
        case .tooLong: "forge.too_long"
        case .unknownForge, .noNetwork, .refused, .failed, .timedOut, .badAnswer, .badName: "forge"
        }
    }
}
