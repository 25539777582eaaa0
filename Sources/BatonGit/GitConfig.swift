internal import Platform

extension Git {
    /// The value that git uses for a key, or `nil` when it is not set.
    ///
    /// - Throws: ``GitError/badArgument(kind:text:)`` for a text that is no key.
    public func config(_ key: String) throws -> String? { try configValues(key).last }

    /// All values of a key, in the order of git's scopes and files.
    public func configValues(_ key: String) throws -> [String] {
        try values(["--null", "--get-all", GitNames.configKey(key)])
    }

    /// Address of a remote without credentials, query and fragment; `nil` when there is no such remote.
    public func remoteURL(_ name: String = "origin") throws -> String? {
        let remote = try GitNames.remote(name)
        // Status 2 stands for a remote that is not there.
        let result = try run(["remote", "get-url", "--", remote], accepting: [0, 2, 128])
        if result.status == 0 { return RemoteURL.withoutCredentials(result.text) }
        let message = GitMessage.summary(ofError: result.error)
        if result.status == 2 || message.hasPrefix("No such remote") { return nil }
        throw GitError.failed(command: "remote", status: result.status, message: message)
    }

    /// The values of a key in this repository's own file.
    func localValues(_ key: String) throws -> [String] {
        try values(["--local", "--null", "--get-all", GitNames.configKey(key)])
    }

    /// The keys of this repository's own file that begin with a text, each once for each of its values.
    func localKeys(beginning prefix: String) throws -> [String] {
        try values(["--local", "--null", "--name-only", "--list"]).filter { $0.hasPrefix(prefix) }
    }

    /// Adds a value of a key to this repository's own file.
    func addLocal(_ key: String, _ value: String) throws {
        // A value that begins with a dash would be an option: --add takes no end-of-options marker everywhere.
        guard !value.hasPrefix("-"), !value.utf8.contains(0) else {
            throw GitError.badArgument(kind: "configuration value", text: value)
        }
        _ = try run(["config", "--local", "--add", GitNames.configKey(key), value])
    }

    /// Removes one value of a key, or all of them, from this repository's own file; that there is none is no error.
    func removeLocal(_ key: String, _ value: String? = nil) throws {
        var arguments = ["config", "--local"]
        if value != nil { arguments.append("--fixed-value") }
        arguments += ["--unset-all", try GitNames.configKey(key)]
        if let value { arguments.append(value) }
        // Status 5: there was nothing to remove.
        _ = try run(arguments, accepting: [0, 5])
    }

    private func values(_ arguments: [String]) throws -> [String] {
        let result = try run(["config"] + arguments, accepting: [0, 1])
        return NulSeparated.texts(result.output)
    }
}
