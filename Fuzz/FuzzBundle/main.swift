// Any bytes given as a share: it is refused, or what a clone would install is one chain of lines of the three kinds that
// do no harm, which reads back as the same session.
import BatonSessions
import BatonSharing
import Digest
import FuzzDriver
import JSON
import Platform

let cloner = Cloner(Surroundings.context, hash: SHA256.hex)

let lineKeys: Set<String> = [
    "parentUuid", "uuid", "logicalParentUuid", "isSidechain", "userType", "cwd", "sessionId", "version",
    "gitBranch", "type", "subtype", "content", "level", "compactMetadata", "message", "timestamp",
    "isCompactSummary",
]
let blockTypes: Set<String> = ["text", "tool_use", "tool_result", "image", "document"]

/// What is printed holds nothing that moves a cursor or reorders letters.
func requirePrintable(_ text: String?) {
    for scalar in (text ?? "").unicodeScalars {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate:
            preconditionFailure("it moves the cursor")
        case .format: precondition(scalar == "\u{200d}", "it hides or reorders text")
        default: break
        }
    }
}

struct Chain {
    let id: String
    var previous: String?
    var time = ""
    var open: Set<String> = []
    var calls: Set<String> = []
    var isOver = false

    mutating func take(_ json: JSONValue) {
        precondition(!isOver, "a line behind the title")
        precondition(json["sessionId"]?.string == id, "another session")
        if json["type"]?.equals("custom-title") == true {
            isOver = true
            requirePrintable(json["customTitle"]?.string)
            return
        }
        precondition(
            json.members.allSatisfy { lineKeys.contains($0.key.string ?? "") },
            "a key that is not known"
        )
        precondition(json["cwd"]?.string == "/", "another directory")
        precondition(json["isSidechain"]?.bool == false)
        let isBoundary = json["type"]?.equals("system") == true
        if isBoundary {
            precondition(json["subtype"]?.equals("compact_boundary") == true, "text of the system")
            precondition(json["content"]?.equals("Conversation compacted") == true, "text of the system")
        }
        precondition(isBoundary ? json["parentUuid"]?.isNull == true : json["parentUuid"]?.string == previous)
        previous = json["uuid"]?.string
        let moment = json["timestamp"]?.string ?? ""
        precondition(moment > time, "time stands still")
        time = moment
        if !isBoundary { message(json) }
    }

    private mutating func message(_ json: JSONValue) {
        guard let message = json["message"], let content = message["content"], let type = json["type"]?.string
        else { preconditionFailure("a line without a message") }
        precondition(
            type == message["role"]?.string && (type == "user" || type == "assistant"),
            "another role"
        )
        if content.kind == .string { return precondition(open.isEmpty && content.utf8Count != 0) }
        var answered: Set<String> = []
        var blocks = 0
        for block in content.elements {
            blocks += 1
            guard let kind = block["type"]?.string, blockTypes.contains(kind) else {
                preconditionFailure("a block of another kind")
            }
            if kind == "tool_result" { answered.insert(block["tool_use_id"]?.string ?? "") }
        }
        precondition(blocks > 0, "an empty message")
        precondition(answered == open, "calls and results do not match")
        open = []
        for block in content.elements where block["type"]?.equals("tool_use") == true {
            let id = block["id"]?.string ?? ""
            precondition(type == "assistant" && calls.insert(id).inserted, "an id twice")
            open.insert(id)
        }
    }
}

/// Checks what a clone would install, and gives its lines.
func check(_ plan: ClonePlan) throws -> [UInt8] {
    for text in [plan.title, plan.projectName, plan.model, plan.exportTool, plan.originalID] {
        requirePrintable(text)
    }
    for text in plan.warnings + plan.tools.keys + plan.dropped.keys { requirePrintable(text) }
    precondition(plan.path.hasPrefix("/nonexistent/.claude/projects/-/"), "outside of the folder")
    precondition(UniqueID.isLowercaseUUID(plan.sessionID), "another id")
    let bytes = plan.transcript
    var chain = Chain(id: plan.originalID)
    for line in bytes.split(separator: 0x0a) { chain.take(try JSONParser.parse(Array(line))) }
    precondition(chain.open.isEmpty, "calls without results")
    precondition(plan.messages >= 0 && plan.userMessages + plan.assistantMessages == plan.messages)
    return bytes
}

func run(_ bytes: [UInt8]) throws {
    var limits = Bundle.Limits()
    limits.messages = 500
    limits.blocks = 100
    let options = CloneOptions(project: "/")
    let plan = try cloner.plan(Bundle.read(bytes, limits: limits), options)
    // What was written is a transcript, of which nothing must be left out any more.
    let written = try check(plan)
    let again = try cloner.plan(Bundle.read(written), options)
    precondition(again.dropped.isEmpty, "a clone that is not clean: \(again.dropped)")
    _ = try check(again)
}

FuzzDriver.run { bytes in
    guard bytes.count <= 64 << 10 else { return }
    do { try run(bytes) } catch is BundleError {} catch CloneError.nothingToClone {} catch {
        preconditionFailure("\(error)")
    }
}
