internal import Age
internal import BatonRedaction
internal import Lua
internal import BatonSharing
internal import HTTP
internal import Platform

/// `baton.upload`: hand files to a store.
enum UploadFunctions {
    static let all: [HostFunction] = [stores, put] + ShareFunctions.all + [register]

    static let stores = HostFunction(
        "upload",
        "stores",
        "Lists the stores that can be used.",
        result: .list(.record("Store")),
        isStep: false,
        example: "for _, store in ipairs(baton.upload.stores()) do print(store.name, store.place) end"
    ) { call in
        let catalog = call.run.stores
        return .array(
            try catalog.names.map { name in
                let store = try catalog.store(name).description
                return .record([
                    "name": .text(name), "type": .text(store.type), "place": .text(store.place),
                    "is_default": .bool(name == catalog.defaultName),
                    "max_bytes": store.maxBytes.map { .integer($0) } ?? .nil,
                    "retention": .text(store.retention), "readers": .text(store.readers),
                    "can_delete": .bool(store.canDelete), "can_extend": .bool(store.canExtend),
                    "can_expire": .bool(store.canExpire),
                    "is_custom": .bool(call.run.extensions.stores[name] != nil),
                ])
            }
        )
    }

    static let put = HostFunction(
        "upload",
        "put",
        "Uploads a document or text, encrypted unless told otherwise, and gives the link.",
        parameters: [.required("content", .content, "what to upload")],
        options: [
            .optional("store", .string, "the store's name", default: .text("default")),
            .optional("filename", .string, "name of an upload that is not sealed"),
            .optional(
                "expires",
                .string,
                "when the store should remove it: a time, a day, or how long it should stay, such as `7d`"
            ),
            .optional(
                "seal",
                .boolean,
                "whether it is encrypted, with the key in the link",
                default: .bool(true)
            ),
            .optional(
                "to",
                .list(.string),
                "whom it is sealed to instead: `age1…`, SSH public keys, files of such keys, `github:NAME`"
            ),
            .optional("passphrase", .sensitive, "a passphrase that it is sealed with instead"),
            .optional("gpg", .list(.string), "names of keys that the gpg program seals it to instead"),
            RedactionReport.isPublic,
        ],
        result: .record("Share"),
        errors: ["sharing", "redaction"],
        permission: .upload,
        acts: true,
        example: "local share = baton.upload.put(baton.export.json())\nprint(share.link)"
    ) { call in
        let run = call.run
        let name = call.optionalText("store") ?? "default"
        let store = try run.stores.store(name)
        let storeName = store.description.name
        guard run.permissions.allows(.upload, name) || run.mayUpload(to: storeName) else {
            throw HostError.denied(.upload, call.function, name: storeName)
        }
        let content = try call.content("content")
        // Scanned once more, so that a script cannot send a secret by accident; what an export made is clean already.
        let (bytes, secrets) = try run.withoutSecrets(content.bytes, for: call.readership)
        try call.tellRemoved(from: call["content"], secrets)
        // A store learns the name of what is not sealed.
        let filename = try run.redactedName(
            call.optionalText("filename") ?? content.filename ?? "share.txt",
            for: call.readership
        )
        let sealing = try run.sealing(
            seals: call.flag("seal"),
            to: try call.readableFiles("to", where: RecipientList.namesFile),
            passphrase: run.sensitiveText(call["passphrase"]).map { Passphrase(utf8: $0) },
            gpg: call.texts("gpg")
        ) { run.say("baton: \($0)") }
        let expires = try expiry(call)
        guard expires == nil || store.description.canExpire else {
            throw HostError(
                "sharing",
                "store '\(storeName)' decides itself how long it keeps a file",
                hint: "leave 'expires' out: \(store.description.retention)"
            )
        }
        let share = try run.uploader(to: store).upload(
            .bytes(bytes),
            filename: filename,
            sealing: sealing,
            time: run.context.now(),
            expires: expires,
            session: content.session,
            progress: { if let pause = $0.pause { run.say(pause.words) } }
        )
        run.noteLink(share.link)
        if share.number == nil { run.say(SharingWords.notListed) }
        return .record([
            "link": .text(share.link), "url": .text(share.url), "store": .text(share.store),
            "bytes": .integer(share.bytes), "sealed": .bool(share.isSealed),
            "sealing": .text(share.sealing),
            "expires": .text(share.expires?.iso8601),
            "secrets": .integer(secrets), "number": share.number.map { .integer($0) } ?? .nil,
        ])
    }

    static let register = HostFunction(
        "upload",
        "register",
        "Adds a store that a function of the script uploads to; it can be used like a configured one in this run.",
        parameters: [
            .required("name", .string, "the store's name: lower-case letters, digits, `-` and `_`")
        ],
        options: [
            .optional("hosts", .list(.string), "the hosts that it talks to, such as `drop.example.org`"),
            .optional(
                "max_bytes",
                .integer,
                "the largest file that it takes",
                default: .integer(ScriptStore.mostBytes)
            ),
            .optional("about", .string, "how long it keeps files and who can read them", default: .text("")),
            .required(
                "put",
                .function,
                "gets the bytes, the options and what it sends with; gives a table with the `url`, and perhaps "
                    + "`expires`, and a `token` and a `reference` for what is done with the file later"
            ),
            .optional("get", .function, "gets a url and what it fetches with; gives the bytes"),
            .optional(
                "delete",
                .function,
                "gets a table as `put` gave it and what it sends with; gives `removed` or `gone`"
            ),
            .optional(
                "extend",
                .function,
                "gets a table as `put` gave it, the new time and what it sends with; gives what has changed"
            ),
            .optional(
                "text",
                .boolean,
                "whether it keeps nothing but text; sealed content is armored then",
                default: .bool(false)
            ),
            .optional(
                "repeats",
                .boolean,
                "whether `put` may be called again when the network failed, at most twice",
                default: .bool(false)
            ),
        ],
        permission: .upload,
        laterPermissions: [.http],
        blocks: false,
        isStep: false,
        example: """
            baton.upload.register("drop", {
              hosts = { "drop.example.org" },
              about = "kept for 30 days, readable by everybody with the link",
              put = function(bytes, options, http)
                local url = "https://drop.example.org/" .. baton.http.escape(options.filename)
                return { url = http:put(url, bytes, { check = true }).url }
              end,
              delete = function(file, http)
                return http:delete(file.url).status == 404 and "gone" or "removed"
              end,
            })
            """
    ) { call in
        let run = call.run
        let name = try call.text("name")
        guard AddedName.isValid(name), name != "default" else {
            throw call.problem("name", "must be a word of lower-case letters, digits, '-' and '_'")
        }
        guard !run.stores.names.contains(name) else {
            throw call.problem("name", "'\(name)' is a store already")
        }
        let hosts = call.texts("hosts")
        for host in hosts {
            guard HostPattern(host) != nil else {
                throw call.problem("hosts", "'\(PrintableText.line(host))' names no host")
            }
            guard run.mayRegister(host) else { throw HostError.denied(.http, call.function, name: host) }
        }
        let most = call.integer("max_bytes") ?? ScriptStore.mostBytes
        guard 1...ScriptStore.mostBytes ~= most else {
            throw call.problem("max_bytes", "must be from 1 to \(ScriptStore.mostBytes)")
        }
        run.extensions.stores[name] = ScriptStore(
            name: name,
            hosts: hosts,
            maxBytes: most,
            about: PrintableText.line(try call.text("about")),
            put: try ScriptCallback(try call.callback("put"), call),
            get: try callback("get", call),
            delete: try callback("delete", call),
            extend: try callback("extend", call),
            isTextOnly: call.flag("text"),
            repeats: call.flag("repeats")
        )
        return .nil
    }

    /// A function among the options that may be missing.
    private static func callback(_ name: String, _ call: HostCall) throws -> ScriptCallback? {
        call[name].isPresent ? try ScriptCallback(try call.callback(name), call) : nil
    }

    /// When the upload should be removed.
    private static func expiry(_ call: HostCall) throws -> Timestamp? {
        guard let text = call.optionalText("expires") else { return nil }
        if let moment = ExpiryTime.moment(text, now: call.run.context.now()) { return moment }
        throw call.problem("expires", ExpiryTime.words)
    }
}

extension HostRun {
    /// Whether a script may make a store that talks to a host: one that its permissions name, or any when they name none.
    fileprivate func mayRegister(_ host: String) -> Bool {
        guard let names = permissions.granted[.http] else { return false }
        if names.isEmpty || names.contains("any") || names.contains(host) { return true }
        let text = host.hasPrefix("http://") || host.hasPrefix("https://") ? host : "https://" + host
        guard !host.contains("*"), let url = try? HTTPURL(text) else { return false }
        return mayAsk(url)
    }
}
