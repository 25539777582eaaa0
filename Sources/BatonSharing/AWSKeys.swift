internal import Age
internal import Platform

/// Where the credentials of a store of the AWS kind come from.
///
/// In this order: the places that the store's settings name; the profile that they name; the environment, as AWS's own tools
/// read it; the profile of `AWS_PROFILE`, or `default`.
struct AWSKeys {
    /// The profile, for its region and its keys.
    let profile: AWSProfile?
    private let store: String
    private let accessKey: SecretSource
    private let secretKey: SecretSource
    private let sessionToken: SecretSource
    private let namedProfile: String?
    private let context: Context

    init(_ source: StoreSource) throws {
        store = source.name
        context = source.context
        accessKey = try source.secret("access_key")
        secretKey = try source.secret("secret_key")
        sessionToken = try source.secret("session_token")
        guard accessKey.isNamed == secretKey.isNamed, accessKey.isNamed || !sessionToken.isNamed else {
            throw source.problem("'access_key_…' and 'secret_key_…' go together")
        }
        namedProfile = source.settings.text("profile")
        guard namedProfile == nil || !accessKey.isNamed else {
            throw source.problem("give a 'profile' or the keys' places, not both")
        }
        profile = AWSProfile(
            namedProfile ?? source.context.variable("AWS_PROFILE") ?? "default",
            source.context
        )
    }

    /// The credentials.
    ///
    /// - Throws: ``SharingError/noCredentials(store:problem:)``.
    func credentials() throws -> AWSCredentials {
        if let access = try accessKey.value(), let secret = try secretKey.value() {
            return try checked(
                AWSCredentials(
                    accessKey: access.revealedText(),
                    secretKey: secret,
                    sessionToken: try sessionToken.value()
                )
            )
        }
        if namedProfile == nil, let access = context.variable("AWS_ACCESS_KEY_ID"),
            let secret = context.variable("AWS_SECRET_ACCESS_KEY")
        {
            return try checked(
                AWSCredentials(
                    accessKey: access,
                    secretKey: SecretText(utf8: secret),
                    sessionToken: context.variable("AWS_SESSION_TOKEN").map { SecretText(utf8: $0) }
                )
            )
        }
        if let keys = profile?.credentials { return try checked(keys) }
        if let profile, let way = profile.otherWay {
            throw problem(
                "the profile '\(profile.name)' gets its keys by '\(way)'; set them in the environment, for example with "
                    + "eval \"$(aws configure export-credentials --profile \(profile.name) --format env)\""
            )
        }
        if let namedProfile { throw problem("there is no profile '\(namedProfile)' with keys in ~/.aws") }
        throw problem("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a 'profile' of ~/.aws")
    }

    /// Keys that can stand in a header and hold nothing that would make another request of it.
    private func checked(_ keys: AWSCredentials) throws -> AWSCredentials {
        let token = keys.sessionToken?.revealedText() ?? ""
        guard (1...256).contains(keys.accessKey.utf8.count), keys.secretKey.count > 0,
            (keys.accessKey + token).utf8.allSatisfy({ (0x21...0x7e).contains($0) }),
            !keys.accessKey.contains("/"), !keys.accessKey.contains(",")
        else { throw problem("the access key or the session token holds characters that none has") }
        return keys
    }

    private func problem(_ text: String) -> SharingError { .noCredentials(store: store, problem: text) }
}
