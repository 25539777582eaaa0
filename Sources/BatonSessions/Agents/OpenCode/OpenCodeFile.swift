internal import JSON
internal import Platform

/// A message of OpenCode: what it is, and its parts.
struct OpenCodeMessage {
    let info: JSONValue
    let parts: [JSONValue]

    /// When it was begun.
    var time: Timestamp? { Self.time(info["time"]?["created"]) }

    /// A time as OpenCode writes it, in milliseconds.
    static func time(_ value: JSONValue?) -> Timestamp? {
        guard let value = value?.int, (0...253_402_300_799_999).contains(value) else { return nil }
        return Timestamp(milliseconds: value)
    }
}

/// A session of OpenCode: an exported file, or the files of its storage that belong together.
struct OpenCodeFile {
    /// What the session is.
    let info: JSONValue
    /// Its messages in order.
    let messages: [OpenCodeMessage]

    /// Reads the session in the file at `path`.
    ///
    /// - Throws: ``PlatformError`` when it cannot be read or is too large, ``SessionError`` when it is no session.
    init(_ path: String) throws {
        let limit = OpenCodeTranslation.limit
        let bytes = try TranscriptLines.whole(path, limit: limit)
        var parser = JSONParser()
        guard let root = try? parser.parseRepairing(bytes, from: 0).root, root.kind == .object else {
            throw SessionError.notATranscript(path: path)
        }
        if Self.isExport(root), let info = root["info"] {
            self.info = info
            messages = (root["messages"]?.elements.map { $0 } ?? []).compactMap { message in
                guard let info = message["info"], info.kind == .object else { return nil }
                return OpenCodeMessage(info: info, parts: message["parts"]?.elements.map { $0 } ?? [])
            }
            return
        }
        guard Self.isStoredSession(root), let id = root["id"]?.string, SafeName.isValid(id) else {
            throw SessionError.noConversation(
                path: path,
                reason: "it is a part of an OpenCode session; name the session's file under storage/session"
            )
        }
        info = root
        messages = try OpenCodeStorage(sessionFile: path, limit: limit - bytes.count).messages(ofSession: id)
    }

    /// Whether a document is what `opencode export` writes.
    static func isExport(_ root: JSONValue) -> Bool {
        guard let messages = root["messages"], messages.kind == .array, root["info"]?["id"]?.kind == .string
        else {
            return false
        }
        return messages.elements.allSatisfy { $0["info"]?.kind == .object }
    }

    /// Whether a document is the file of a session in the storage.
    static func isStoredSession(_ root: JSONValue) -> Bool {
        root["id"]?.kind == .string && root["time"]?["created"]?.kind == .integer && root["role"] == nil
            && root["messageID"] == nil
            && (root["directory"]?.kind == .string || root["projectID"]?.kind == .string)
    }

    /// Whether a document is the file of a message or of a part in the storage.
    static func isStoredPiece(_ root: JSONValue) -> Bool {
        guard root["id"]?.kind == .string else { return false }
        return root["sessionID"]?.kind == .string && root["role"]?.kind == .string
            || root["messageID"]?.kind == .string && root["type"]?.kind == .string
    }
}
