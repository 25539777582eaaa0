public import Platform

/// What a script or recipe must declare before it may do it.
public enum Permission: String, Sendable, Hashable, CaseIterable {
    /// Read sessions of this machine.
    case sessions
    /// Send to stores.
    case upload
    /// Fetch from and send to hosts.
    case http
    /// Read files.
    case read
    /// Write files.
    case write
    /// Run programs.
    case run
    /// Read the repository, and write notes.
    case git
    /// Read environment variables.
    case env
    /// Install sessions.
    case clone
    /// Let something leave without redaction.
    case unredacted

    /// What it allows, in words for the person who is asked.
    public var about: String {
        switch self {
        case .sessions: "read your sessions"
        case .upload: "upload to your stores"
        case .http: "talk to hosts on the network"
        case .read: "read files"
        case .write: "write files"
        case .run: "run programs"
        case .git: "read this repository, write notes to it and comment on its pull request"
        case .env: "read environment variables and pass on secrets"
        case .clone: "install sessions for your agent"
        case .unredacted: "send text without removing secrets"
        }
    }
}

/// Permissions of a run: a permission with the names it is limited to (stores, hosts, paths, programs, variables);
/// an empty list of names means any.
public struct PermissionSet: Sendable, Equatable {
    /// The names each granted permission is limited to.
    public var granted: [Permission: [String]]
    /// Whether it is for a file that nobody approved: then ``RestrictedProfile`` narrows what is granted.
    public var isRestricted = false

    /// The only directory whose files may be read or written, whatever is granted; `nil` for no such bound.
    public var confinement: String?

    /// A set of permissions.
    public init(_ granted: [Permission: [String]]) { self.granted = granted }

    /// All permissions: what built-in recipes and the person's own have.
    public static let all = PermissionSet(
        Dictionary(uniqueKeysWithValues: Permission.allCases.filter { $0 != .unredacted }.map { ($0, []) })
    )

    /// What a file may do at most that nobody approved: read the session that it was given, and look at the repository.
    public static let restricted: PermissionSet = {
        var permissions = PermissionSet([.git: [], .read: [], .sessions: [RestrictedProfile.givenSession]])
        permissions.isRestricted = true
        return permissions
    }()

    /// What both sets grant.
    public func intersection(_ other: PermissionSet) -> PermissionSet {
        var result: [Permission: [String]] = [:]
        for (permission, names) in granted {
            guard let others = other.granted[permission] else { continue }
            if names.isEmpty {
                result[permission] = others
            } else if others.isEmpty {
                result[permission] = names
            } else {
                let both = names.filter(others.contains)
                // An empty list would mean any.
                if !both.isEmpty { result[permission] = both }
            }
        }
        var both = PermissionSet(result)
        both.isRestricted = isRestricted || other.isRestricted
        both.confinement = confinement ?? other.confinement
        return both
    }

    /// Whether `permission` is granted, for `name` where one is given.
    public func allows(_ permission: Permission, _ name: String? = nil) -> Bool {
        guard let names = granted[permission] else { return false }
        guard let name, !names.isEmpty else { return true }
        return names.contains(name) || names.contains("any")
    }

    /// Whether `permission` covers a path: one of its names is the path or a directory above it, links resolved.
    public func allows(_ permission: Permission, path: String, _ context: Context) -> Bool {
        guard let names = granted[permission], isConfined(path, context) else { return false }
        let real = Paths.realAsFarAsThere(context.path(path))
        if isRestricted, !RestrictedProfile.allows(permission, realPath: real, context) { return false }
        guard !names.isEmpty, !names.contains("any") else { return true }
        return names.contains { name in
            let root = Paths.realAsFarAsThere(context.path(name))
            return real == root || real.hasPrefix(root == "/" ? root : root + "/")
        }
    }

    /// Whether a path is in the only directory that may be used, if there is such a bound.
    func isConfined(_ path: String, _ context: Context) -> Bool {
        guard let confinement else { return true }
        let real = Paths.realAsFarAsThere(context.path(path))
        let root = Paths.realAsFarAsThere(confinement)
        return real == root || real.hasPrefix(root + "/")
    }
}
