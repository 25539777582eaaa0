internal import JSON
internal import Platform

/// The fields of a line that the index needs, found in one pass over its members.
///
/// Of several equal keys the last one counts, as in ``JSONValue``. Few are kept as values: each holds its document.
struct RecordFields {
    private(set) var type: JSONValue?
    private(set) var message: JSONValue?
    /// What the agent attached, of a line of that type.
    private(set) var attachment: JSONValue?
    /// The prompt that a line belongs to.
    private(set) var promptID: JSONValue?
    private(set) var cwd: JSONValue?
    private(set) var branch: JSONValue?
    private(set) var version: JSONValue?
    private(set) var uuid: RecordKey?
    private(set) var parent: RecordKey?
    private(set) var logicalParent: RecordKey?
    /// The assistant line that a result says it answers.
    private(set) var source: RecordKey?
    private(set) var timestamp: Timestamp?
    /// The number of the message's id in the index, or -1; set when the record is taken note of.
    var messageNumber: Int32 = -1
    /// What the line is; the index adds what its blocks tell.
    var flags: TranscriptIndex.Flags = []

    init(_ json: JSONValue) {
        for (key, value) in json.members {
            // The length tells nearly all keys apart, and spares most comparisons.
            switch key.utf8Count ?? 0 {
            case 3: if key.equals("cwd") { cwd = value }
            case 4:
                if key.equals("uuid") { uuid = RecordKey(value) } else if key.equals("type") { type = value }
            case 6: if key.equals("isMeta") { set(.meta, value.bool == true) }
            case 7:
                if key.equals("message") {
                    message = value
                } else if key.equals("version") {
                    version = value
                } else if key.equals("subtype") {
                    set(.boundary, value.equals("compact_boundary"))
                    set(.localCommand, value.equals("local_command"))
                }
            case 8:
                if key.equals("teamName") {
                    set(.team, !value.isNull)
                } else if key.equals("promptId") {
                    promptID = value
                }
            case 9:
                if key.equals("timestamp") {
                    timestamp = value.withText { Timestamp(utf8: $0) } ?? nil
                } else if key.equals("gitBranch") {
                    branch = value
                }
            case 10:
                if key.equals("parentUuid") {
                    parent = RecordKey(value)
                } else if key.equals("attachment") {
                    attachment = value
                }
            case 11: if key.equals("isSidechain") { set(.sidechain, value.bool == true) }
            case 13:
                if key.equals("toolUseResult") {
                    // Reading a member of what is no object costs nothing.
                    set(.agentResult, value["agentId"]?.kind == .string)
                }
            case 16: if key.equals("isCompactSummary") { set(.summary, value.bool == true) }
            case 17:
                if key.equals("logicalParentUuid") {
                    logicalParent = RecordKey(value)
                } else if key.equals("isApiErrorMessage") {
                    set(.apiError, value.bool == true)
                }
            case 23: if key.equals("sourceToolAssistantUUID") { source = RecordKey(value) }
            default: break
            }
        }
    }

    private mutating func set(_ flag: TranscriptIndex.Flags, _ isSet: Bool) {
        if isSet { flags.insert(flag) } else { flags.remove(flag) }
    }
}
