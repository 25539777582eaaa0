/// The kinds of failures that scripts can tell apart by `err.kind`.
public enum HostFailures {
    /// Kinds that any function may fail with.
    public static let common = ["arg", "denied", "denied.untrusted", "interrupted", "system", "failed"]

    /// All kinds.
    public static let all: [HostFailure] =
        [
            HostFailure(kind: "arg", about: "An argument is missing, unknown or of a wrong type."),
            HostFailure(kind: "denied", about: "The script did not declare the permission that this needs."),
            HostFailure(kind: "denied.untrusted", about: "The file was not approved, so it runs restricted."),
            HostFailure(kind: "interrupted", about: "The person pressed Ctrl-C."),
            HostFailure(
                kind: "system",
                about: "The system refused, for instance a file that cannot be read."
            ),
            HostFailure(kind: "failed", about: "Something failed that has no kind of its own."),
            HostFailure(kind: "script", about: "The script raised an error of its own with `error`."),
            HostFailure(kind: "syntax", about: "A source text is no valid Lua."),
            HostFailure(kind: "conversion", about: "A value cannot leave the script, such as a coroutine."),
            HostFailure(
                kind: "limit",
                about: "A limit was reached that ends this call only, as `limit.string`."
            ),
            HostFailure(kind: "api", about: "The script needs a newer version of the program."),
            HostFailure(kind: "session.not_found", about: "No session matches."),
            HostFailure(kind: "session.ambiguous", about: "Several sessions match."),
            HostFailure(kind: "session.empty", about: "The session holds no conversation."),
            HostFailure(kind: "redaction", about: "A text could not be searched for secrets."),
            HostFailure(kind: "sharing", about: "A store or a link did not work."),
            HostFailure(kind: "bundle", about: "What was fetched is no valid bundle."),
            HostFailure(kind: "clone", about: "A session cannot be installed."),
            HostFailure(kind: "git", about: "git failed, or there is no repository."),
            HostFailure(kind: "qr", about: "The text does not fit into a QR code."),
            HostFailure(kind: "json.invalid", about: "A text is no JSON."),
        ] + PureLibrary.failures + ProductFailures.all + EffectCatalog.failures + CommentFunction.failures
}
