internal import Age
public import BatonSharing
internal import HTTP
internal import Lua
internal import Platform

/// A store that a script makes.
struct ScriptStore {
    let name: String
    /// The hosts that it talks to, as permissions name them.
    let hosts: [String]
    let maxBytes: Int
    let about: String
    let put: ScriptCallback
    let get: ScriptCallback?
    let delete: ScriptCallback?
    let extend: ScriptCallback?
    /// Whether it keeps nothing but text, so that sealed content is armored.
    let isTextOnly: Bool
    /// Whether `put` may be called again after the network failed.
    let repeats: Bool

    /// The largest file that a script can be handed (bytes).
    static let mostBytes = 100 << 20

    /// The store as uploads use it.
    ///
    /// It refers to the run without keeping it.
    func store(_ run: HostRun) -> CustomStore {
        let description = StoreDescription(
            name: name,
            type: "script",
            place: hosts.isEmpty ? "a script" : hosts.joined(separator: ", "),
            maxBytes: maxBytes,
            retention: about.isEmpty ? "kept as the script that made the store says" : about,
            canDelete: delete != nil,
            canExtend: extend != nil,
            canExpire: true,
            isTextOnly: isTextOnly,
            isRemote: !hosts.isEmpty
        )
        // Whether it was registered with a function is known here, so that a store without says that it cannot.
        return CustomStore(
            description,
            send: { [weak run] upload, progress in try send(upload, try alive(run), progress) },
            delete: delete.map { delete in { [weak run] file in try remove(file, delete, try alive(run)) } },
            extend: extend.map { extend in
                { [weak run] file, time in try prolong(file, time, extend, try alive(run)) }
            }
        )
    }

    private func alive(_ run: HostRun?) throws -> HostRun {
        guard let run else { throw SharingError.badAnswer(store: name, reason: "its run is over") }
        return run
    }

    private func send(
        _ upload: Upload,
        _ run: HostRun,
        _ progress: @escaping (TransferProgress) -> Void
    ) throws -> StoredFile {
        let options: [String: HostValue] = [
            "filename": .text(upload.filename), "media_type": .text(upload.mediaType),
            "bytes": .integer(upload.content.count), "time": .text(upload.time.iso8601),
            "expires": .text(upload.expires?.iso8601),
        ]
        let content = HostValue.string(LuaString(bytes: try upload.content.bytes()))
        let outer = run.effects.uploading
        defer { run.effects.uploading = outer }
        run.effects.uploading = progress
        let answer = try again(run) { try call(put, run, [content, .record(options)]) }
        guard answer.first?.field("url")?.text != nil else {
            throw SharingError.badAnswer(store: name, reason: "its function gave no table with a 'url'")
        }
        return try file(answer.first, StoredFile(url: "", expires: nil))
    }

    /// Calls the function again after the network failed, if the store was registered so; the pauses are 1 and 2 seconds.
    private func again<Result>(_ run: HostRun, _ body: () throws -> Result) throws -> Result {
        for pause in repeats ? [1.0, 2.0] : [] {
            do {
                return try body()
            } catch {
                let kind = FailureDescription(error).kind
                guard kind == "http.connect" || kind == "http.timeout" else { throw error }
                run.waiting { Sleep.seconds(pause) }
                try run.stopCondition.check()
            }
        }
        return try body()
    }

    /// What a function gave for a file; what it left out stays as it was.
    private func file(_ answer: HostValue?, _ old: StoredFile) throws -> StoredFile {
        let expires = answer?.field("expires")?.text
        guard expires == nil || expires.flatMap({ Timestamp($0) }) != nil else {
            throw SharingError.badAnswer(store: name, reason: "what it gave as 'expires' is no time")
        }
        for field in ["token", "reference"] {
            let text = answer?.field(field)?.text ?? ""
            guard text.utf8.count <= 4096, text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else {
                throw SharingError.badAnswer(
                    store: name,
                    reason: "what it gave as '\(field)' is too long or holds control characters"
                )
            }
        }
        let url = try answer?.field("url")?.text.map { try checked($0) }
        return StoredFile(
            url: url ?? old.url,
            expires: expires.flatMap { Timestamp($0) } ?? old.expires,
            token: (answer?.field("token")?.text).map { SecretBytes(utf8: $0) } ?? old.token,
            reference: answer?.field("reference")?.text ?? old.reference
        )
    }

    /// A file as the functions of the store get it.
    private static func value(_ file: StoredFile) -> HostValue {
        .record([
            "url": .text(file.url), "expires": .text(file.expires?.iso8601),
            "token": .text(file.token?.revealedText()), "reference": .text(file.reference),
        ])
    }

    private func remove(_ file: StoredFile, _ delete: ScriptCallback, _ run: HostRun) throws -> Removal {
        switch try call(delete, run, [Self.value(file)]).first ?? .nil {
        case .nil, .bool(true): return .removed
        case .bool(false): return .gone
        case let word:
            guard let removal = word.text.flatMap({ Removal(rawValue: $0) }) else {
                throw SharingError.badAnswer(
                    store: name,
                    reason: "its function 'delete' gave neither 'removed' nor 'gone'"
                )
            }
            return removal
        }
    }

    private func prolong(_ file: StoredFile, _ time: Timestamp, _ extend: ScriptCallback, _ run: HostRun)
        throws
        -> StoredFile
    {
        let answer = try call(extend, run, [Self.value(file), .text(time.iso8601)]).first
        let asked = StoredFile(url: file.url, expires: time, token: file.token, reference: file.reference)
        return try self.file(answer, asked)
    }

    /// What is at an address of this store.
    func content(of url: String, _ run: HostRun) throws -> [UInt8]? {
        guard let get else { return nil }
        guard case .string(let string)? = try call(get, run, [.text(url)]).first else {
            throw SharingError.badAnswer(store: name, reason: "its function gave no bytes")
        }
        return string.bytes
    }

    /// Whether an address is one of this store's.
    func holds(_ url: String) -> Bool {
        guard let url = try? HTTPURL(url) else { return false }
        return hosts.contains { HostPattern($0)?.covers(url) ?? false }
    }

    private func call(_ callback: ScriptCallback, _ run: HostRun, _ arguments: [HostValue]) throws
        -> [HostValue]
    {
        let client = StoreClient(hosts)
        defer { client.isOpen = false }
        return try callback.call(run, arguments + [run.handle(client, type: HostHandles.storeHTTP)])
    }

    /// An address that can be handed on: of one of the store's hosts, or of a file when it has none.
    private func checked(_ url: String) throws -> String {
        func bad(_ reason: String) -> SharingError { .badAnswer(store: name, reason: reason) }
        guard url.utf8.count <= 2048, url.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw bad("its link is too long or holds white space, control or other special characters")
        }
        guard !url.contains("#") else { throw bad("its link holds a '#', behind which the key will stand") }
        if hosts.isEmpty {
            guard url.hasPrefix("file:///") || url.hasPrefix("https://") else {
                throw bad("its link is neither https nor a file")
            }
            return url
        }
        guard let address = try? HTTPURL(url) else { throw bad("its link is no usable address") }
        guard holds(url) else {
            throw bad("its link leads to '\(address.host)', which is none of its hosts")
        }
        return address.text
    }
}

/// What the functions of a store may send with, while they run.
final class StoreClient {
    let hosts: [String]
    var isOpen = true

    init(_ hosts: [String]) { self.hosts = hosts }
}

/// `StoreHttp`: what the functions of a store get to talk to their hosts.
enum StoreHTTPHandle {
    static let type = HostHandle(
        "StoreHttp",
        number: HostHandles.storeHTTP,
        "What a store sends and fetches with: the functions of `baton.http`, for the store's own hosts only.",
        methods: HttpFunctions.all.filter { $0.permission == .http }.map(method)
    )

    /// A store that uses the method.
    private static func example(_ name: String) -> String {
        let body = ["get", "delete"].contains(name) ? "" : ", bytes"
        let url = "\"https://drop.example.org/\" .. options.filename"
        let arguments =
            name == "request" ? "{ method = \"PUT\", url = \(url), body = bytes }" : "\(url)\(body)"
        return """
            baton.upload.register("drop", {
              hosts = { "drop.example.org" },
              put = function(bytes, options, http)
                return { url = http:\(name)(\(arguments)).url }
              end,
            })
            """
    }

    /// A function of `baton.http` as a method that may ask the hosts of its store.
    private static func method(_ function: HostFunction) -> HostFunction {
        HostFunction(
            "http",
            function.name,
            function.about,
            parameters: function.parameters,
            options: function.options,
            result: function.result,
            gives: function.results.first?.about ?? "the answer",
            errors: function.errors,
            handle: "StoreHttp",
            example: example(function.name)
        ) { call in
            let run = call.run
            guard let client: StoreClient = run.object(call.this, type: HostHandles.storeHTTP), client.isOpen
            else {
                throw HostError("sharing", "\(call.function.fullName): the upload is over")
            }
            let outer = run.permissions
            defer { run.permissions = outer }
            // An empty list would mean any host.
            run.permissions.granted[.http] = client.hosts.isEmpty ? nil : client.hosts
            switch function.body {
            case .one(let body): return try body(call)
            case .several(let body): return try body(call).first ?? .nil
            }
        }
    }
}

extension HostRun {
    /// The opened file behind a link, from the store that made it or from the network.
    ///
    /// - Throws: `SharingError`, `PlatformError`, and what a store's function fails with.
    public func fetch(
        _ link: Link,
        with fetcher: Fetcher,
        progress: @escaping (TransferProgress) -> Void = { _ in }
    ) throws -> [UInt8] {
        if case .remote(let url, let key) = link {
            for store in extensions.stores.values.sorted(by: { $0.name < $1.name }) where store.holds(url) {
                if let bytes = try store.content(of: url, self) { return try fetcher.opened(bytes, key) }
            }
        }
        var fetcher = fetcher
        let stores = stores
        // Only a store that is configured here, and only for addresses below its own, says who we are.
        fetcher.headers = { url in
            for name in stores.names {
                guard let store = try? stores.store(name) else { continue }
                let headers = try store.headers(toGet: url)
                if !headers.isEmpty { return headers }
            }
            return []
        }
        return try fetcher.fetch(link, progress: progress)
    }
}
