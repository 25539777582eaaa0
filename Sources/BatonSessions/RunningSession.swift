internal import JSON

/// The file that a running Claude Code keeps about itself.
enum RunningSession {
    /// `sessionId` of the file.
    static func id(in bytes: [UInt8]) -> String? {
        guard let id = try? JSONParser.parse(bytes)["sessionId"]?.string, SafeName.isValid(id) else {
            return nil
        }
        return id
    }
}
