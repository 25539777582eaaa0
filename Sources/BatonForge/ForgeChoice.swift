internal import BatonGit
internal import Platform

/// Which forge a repository is at.
enum ForgeChoice {
    /// The address of the remote that a branch follows, else of `origin`.
    static func address(_ git: Git, branch: String) throws -> RemoteAddress? {
        var names = ["origin"]
        // A branch with an odd name has no settings that can be asked for.
        if let remote = try? git.config("branch.\(branch).remote"), remote != ".", !remote.isEmpty {
            names.insert(remote, at: 0)
        }
        for name in names {
            if let url = try? git.remoteURL(name), let address = RemoteAddress(url) { return address }
        }
        return nil
    }

    /// The kind of forge at an address: by its host, else by which program is signed in there.
    static func forge(of address: RemoteAddress?, _ directory: String, _ context: Context) throws -> Forge {
        guard let address else { throw ForgeError.noRemote }
        let host = address.host
        if host == context.variable("GH_HOST")?.lowercased() { return .github }
        if host == context.variable("GITLAB_HOST")?.lowercased() { return .gitlab }
        let names = host.split { $0 == "." || $0 == ":" }
        if names.contains("github") { return .github }
        if names.contains("gitlab") { return .gitlab }
        for forge in Forge.allCases where context.programs.find(forge.program) != nil {
            let program = ForgeProgram(
                forge: forge,
                host: host,
                directory: directory,
                context: context,
                timeout: 10
            )
            if (try? program.run(["auth", "status", "--hostname", host], to: "tell who is signed in")) != nil
            {
                return forge
            }
        }
        throw ForgeError.unknownForge(host: host)
    }

    /// The host to ask: the remote's; without one, what the environment names, else the forge's own.
    static func host(of address: RemoteAddress?, _ forge: Forge, _ context: Context) throws -> String {
        let named = context.variable(forge == .github ? "GH_HOST" : "GITLAB_HOST")?.lowercased()
        let host = address?.host ?? named ?? (forge == .github ? "github.com" : "gitlab.com")
        // GitHub takes ssh on this name where the usual port is closed.
        let plain =
            host == "ssh.github.com" ? "github.com" : host == "altssh.gitlab.com" ? "gitlab.com" : host
        guard RemoteAddress.isHost(plain) else { throw ForgeError.unknownForge(host: nil) }
        return plain
    }
}
