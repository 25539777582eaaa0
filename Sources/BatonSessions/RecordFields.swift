internal import JSON

/// The fields of a line that the index needs, found in one pass over its members.
///
/// Of several equal keys the last one counts, as in ``JSONValue``.
struct RecordFields {
    var type: JSONValue?
    var subtype: JSONValue?
    var uuid: JSONValue?
    var parent: JSONValue?
    var logicalParent: JSONValue?
    var timestamp: JSONValue?
    var cwd: JSONValue?
    var branch: JSONValue?
    var message: JSONValue?
    var source: JSONValue?
    var team: JSONValue?
    var isSidechain: JSONValue?
    var isMeta: JSONValue?
    var isCompactSummary: JSONValue?

    init(_ json: JSONValue) {
        for (key, value) in json.members {
            // The length tells nearly all keys apart, and spares most comparisons.
            switch key.utf8Count ?? 0 {
            case 3: if key.equals("cwd") { cwd = value }
            case 4: if key.equals("uuid") { uuid = value } else if key.equals("type") { type = value }
            case 6: if key.equals("isMeta") { isMeta = value }
            case 7:
                if key.equals("message") { message = value } else if key.equals("subtype") { subtype = value }
            case 8: if key.equals("teamName") { team = value }
            case 9:
                if key.equals("timestamp") {
                    timestamp = value
                } else if key.equals("gitBranch") {
                    branch = value
                }
            case 10: if key.equals("parentUuid") { parent = value }
            case 11: if key.equals("isSidechain") { isSidechain = value }
            case 16: if key.equals("isCompactSummary") { isCompactSummary = value }
            case 17: if key.equals("logicalParentUuid") { logicalParent = value }
            case 23: if key.equals("sourceToolAssistantUUID") { source = value }
            default: break
            }
        }
    }
}
