/// The kinds of failures of what Baton is for.
enum ProductFailures {
    static let all: [HostFailure] = [
        HostFailure(kind: "session.no_message", about: "The session has no message of that number."),
        HostFailure(kind: "export.unknown", about: "There is no format of that name."),
        HostFailure(kind: "export.failed", about: "A format made by a script did not give a document."),
        HostFailure(kind: "extension", about: "An extension of the person cannot be read."),
        HostFailure(kind: "git.no_repository", about: "The directory is in no git repository."),
        HostFailure(kind: "git.secret", about: "A setting of git holds a secret, which scripts do not get."),
    ]
}
