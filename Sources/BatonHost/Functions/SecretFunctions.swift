internal import Digest
internal import Lua
internal import Platform

/// `baton.secrets`: passwords and tokens that scripts pass on without seeing them.
enum SecretFunctions {
    static let all: [HostFunction] = [get, has]

    /// The folder of the files with secrets, in the person's folder.
    static let folder = "secrets"
    /// How the variables with secrets begin.
    static let variablePrefix = "BATON_SECRET_"

    private static let name = HostField.required(
        "name",
        .string,
        "the secret, one that the recipe's `env` lists"
    )

    static let get = HostFunction(
        "secrets",
        "get",
        "Gives a secret from the file `secrets/NAME` in the person's folder, or from the variable `BATON_SECRET_NAME`.",
        parameters: [name],
        options: [
            .optional("prefix", .string, "what stands before it where it is used, such as `Bearer `"),
            .optional(
                "basic",
                .string,
                "a user's name: what is used is `Basic …` with that name and the secret as the password"
            ),
        ],
        result: .handle("Secret"),
        gives: "the secret, which nothing but request headers, stores and programs' environments can see",
        errors: ["secrets.not_found", "secrets.mode", "secrets.too_short"],
        permission: .env,
        example: """
            local function issues()
              local token = baton.secrets.get("tracker", { prefix = "Bearer " })
              return baton.http.get("https://example.org/issues", { headers = { Authorization = token } })
            end
            """
    ) { call in
        let name = try checked(call)
        guard let found = try value(name, call.run.context) else {
            throw HostError(
                "secrets.not_found",
                "there is no secret '\(name)'",
                hint: "write it to '\(file(name, call.run.context))' (chmod 600), or set \(variable(name))"
            )
        }
        // Masked as it is, too: that is how it would turn up elsewhere.
        let secret = try call.run.secret(found, called: "the secret '\(name)'")
        if let user = call.optionalText("basic") {
            guard call["prefix"] == .nil else {
                throw call.problem("basic", "stands beside 'prefix'; give only one")
            }
            let pair = Base64.encode(Array("\(user):\(found)".utf8), .standard)
            return try call.run.secret(
                "Basic " + String(decoding: pair, as: UTF8.self),
                called: "the secret '\(name)'"
            )
        }
        guard let prefix = call.optionalText("prefix") else { return secret }
        return try call.run.secret(prefix + found, called: "the secret '\(name)'")
    }

    static let has = HostFunction(
        "secrets",
        "has",
        "Whether there is a secret of that name.",
        parameters: [name],
        result: .boolean,
        errors: ["secrets.mode"],
        permission: .env,
        example: "if not baton.secrets.has(\"tracker\") then baton.log.warn(\"no token for the tracker\") end"
    ) { call in
        .bool(try value(try checked(call), call.run.context) != nil)
    }

    private static func checked(_ call: HostCall) throws -> String {
        let name = try call.text("name")
        let isName =
            (1...64).contains(name.utf8.count) && name.utf8.first != UInt8(ascii: ".")
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                    UInt8(ascii: "."):
                    true
                default: false
                }
            }
        guard isName else { throw call.problem("name", "must be letters, digits, '-', '_' and '.'") }
        guard call.run.permissions.allows(.env, name) else {
            throw HostError.denied(.env, call.function, name: name)
        }
        return name
    }

    private static func file(_ name: String, _ context: Context) -> String {
        Paths.join(Paths.join(Configuration.directory(context), folder), name)
    }

    /// `BATON_SECRET_NPM_TOKEN` for `npm-token`.
    private static func variable(_ name: String) -> String {
        variablePrefix + name.uppercased().replacing("-", with: "_").replacing(".", with: "_")
    }

    private static func value(_ name: String, _ context: Context) throws -> String? {
        let path = file(name, context)
        guard let status = Files.status(path) else {
            return context.variable(variablePrefix + name) ?? context.variable(variable(name))
        }
        guard status.mode & 0o077 == 0 else {
            throw HostError(
                "secrets.mode",
                "others can read the secret '\(name)' in '\(path)'",
                hint: "chmod 600 \(ShellText.quoted(path))"
            )
        }
        guard var text = String(validating: try Files.read(path, limit: 64 << 10), as: UTF8.self) else {
            throw HostError("secrets.mode", "the secret '\(name)' in '\(path)' is no text in UTF-8")
        }
        // An editor ends the last line; that is not part of the secret.
        if text.utf8.last == UInt8(ascii: "\n") { text.unicodeScalars.removeLast() }
        if text.utf8.last == UInt8(ascii: "\r") { text.unicodeScalars.removeLast() }
        return text
    }
}
