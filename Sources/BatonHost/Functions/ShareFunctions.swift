internal import BatonSharing
internal import Lua
internal import Platform

/// The part of `baton.upload` that is about what was shared before.
enum ShareFunctions {
    static let all: [HostFunction] = [shares, delete]

    static let record = HostRecord(
        name: "ListedShare",
        about: "A share in the list of this machine; its key is not in it.",
        fields: [
            .required("number", .integer, "its number, which never changes"),
            .required("id", .string, "its id, a UUID"),
            .required(
                "state",
                .string,
                "`shared`, `pending`, `unknown` (it may have arrived), `failed`, `cancelled`, `revoked` or `gone`"
            ),
            .required("store", .string, "the store's name"),
            .optional("url", .string, "where it is, without a key"),
            .required("created", .string, "when it was uploaded"),
            .optional("expires", .string, "when the store removes it, as far as that is known"),
            .required("bytes", .integer, "size as uploaded"),
            .optional("session_id", .string, "the session that it holds"),
            .required("name", .string, "the name of the file that was shared"),
            .required("sealed", .string, "how it is sealed: `none`, `link` and so on"),
            .required("is_there", .boolean, "whether the store may have something of it now"),
        ]
    )

    static let shares = HostFunction(
        "upload",
        "shares",
        "Lists what was shared from this machine, by whatever command or recipe, to the stores that the script may use.",
        options: [
            .optional(
                "all",
                .boolean,
                "whether those are listed, too, that are over: removed, expired or never arrived",
                default: .bool(false)
            )
        ],
        result: .list(.record("ListedShare")),
        errors: ["sharing"],
        permission: .upload,
        example: """
            for _, share in ipairs(baton.upload.shares()) do
              print(share.number, share.store, share.expires)
            end
            """
    ) { call in
        let now = call.run.context.now()
        let shares = try call.run.shares.shares().filter { share in
            call.run.mayUpload(to: share.store) && (call.flag("all") || share.mayBeThere(at: now))
        }
        return .array(shares.map { value($0, now) })
    }

    static let delete = HostFunction(
        "upload",
        "delete",
        "Asks the store of a share to remove it, and gives what the store said.",
        parameters: [
            .required(
                "share",
                .any,
                "what `upload.put` or `upload.shares` gave, or a number, id or URL of the list"
            )
        ],
        result: .choice(["removed", "gone"]),
        gives: "`removed`, or `gone` when it was not there any more; a store that cannot delete is an error",
        errors: ["sharing"],
        permission: .upload,
        acts: true,
        example: """
            local share = baton.upload.put("only for a minute", { store = "desk" })
            print(baton.upload.delete(share))
            """
    ) { call in
        let registry = call.run.shares
        let share = try registry.share(try selector(call))
        guard call.run.mayUpload(to: share.store) else {
            throw HostError.denied(.upload, call.function, name: share.store)
        }
        let removal = try registry.revoke(share, in: call.run.stores, now: call.run.context.now())
        return .text(removal.rawValue)
    }

    /// The number, id or URL that an argument names a share by.
    private static func selector(_ call: HostCall) throws -> String {
        let value = call["share"]
        for candidate in [value.field("number"), value.field("url"), value] {
            if case .int(let number)? = candidate { return String(number) }
            if let text = candidate?.text { return text }
        }
        throw call.problem("share", "must be a share, or the number, id or URL of one")
    }

    private static func value(_ share: ShareRecord, _ now: Timestamp) -> HostValue {
        .record([
            "number": .integer(share.number), "id": .text(share.id), "state": .text(share.state.rawValue),
            "store": .text(share.store), "url": .text(share.url), "created": .text(share.created.iso8601),
            "expires": .text(share.expires?.iso8601), "bytes": .integer(share.bytes),
            "session_id": .text(share.session), "name": .text(share.name), "sealed": .text(share.sealed),
            "is_there": .bool(share.mayBeThere(at: now)),
        ])
    }
}

extension HostRun {
    /// Whether the permissions of the script cover a store, by its name or as the default one.
    func mayUpload(to store: String) -> Bool {
        permissions.allows(.upload, store)
            || (store == stores.defaultName && permissions.allows(.upload, "default"))
    }
}
