import BatonExport
import BatonSessions
import JSON
import Platform
import TestSupport
import Testing

/// Real transcripts, which stand beside the package where they may be kept and are not part of it.
private let corpus = Paths.normalized(packageRoot + "/../shared/corpus")

@Suite(.enabled(if: Files.status(corpus + "/MANIFEST.tsv") != nil, "there is no corpus beside the package"))
struct CorpusTests {
    /// The manifest's files of Claude Code.
    func files() throws -> [String] {
        let manifest = String(decoding: try Files.read(corpus + "/MANIFEST.tsv"), as: UTF8.self)
        var files: [String] = []
        for line in manifest.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            if fields[3] == "claude" { files.append(corpus + "/" + fields[0]) }
        }
        return files
    }

    @Test("every real transcript is read; those with a conversation are exported whole")
    func all() throws {
        var conversations = 0
        let files = try files()
        for path in files {
            let name = Paths.name(path)
            let opened = try transcript(at: path)
            let bundle: JSONValue
            do {
                bundle = try JSONParser.parse(export(opened, .json).content)
            } catch SessionError.noConversation {
                continue
            }
            conversations += 1
            let found = SimpleView(bundle["messages"].map { Array($0.elements) } ?? [])
            let expected = SimpleView(try ResumeView(path).visible)
            #expect(found.userTexts == expected.userTexts, "\(name)")
            #expect(found.assistantTexts == expected.assistantTexts, "\(name)")
            #expect(found.calls == expected.calls, "\(name)")
            #expect(found.results == expected.results, "\(name)")

            let document = try export(opened, .markdown)
            #expect(headings(document.text).count == document.summary.messageCount, "\(name)")
            let count = bundle["conversation"]?["messageCount"]?.int
            #expect(count == bundle["messages"].map { Int64($0.elements.map { _ in 1 }.count) }, "\(name)")
            let same = try export(opened, .markdown, history: .resume)
            #expect(headings(same.text).count == count.map { Int($0) }, "\(name)")
        }
        #expect(files.count == 93)
        #expect(conversations == 59)
    }
}

/// Texts, calls and results of records, side by side.
private struct SimpleView {
    var userTexts: [String] = []
    var assistantTexts: [String] = []
    var calls: Set<String> = []
    var results: Set<String> = []

    init(_ records: [JSONValue]) {
        for record in records {
            let content = record["message"]?["content"] ?? record["attachment"]?["prompt"]
            var texts = content?.string.map { [$0] } ?? []
            for block in content?.elements.map({ $0 }) ?? [] {
                switch block["type"]?.string {
                case "text": texts.append(block["text"]?.string ?? "")
                case "tool_use": calls.insert(block["id"]?.string ?? "")
                case "tool_result": results.insert(block["tool_use_id"]?.string ?? "")
                default: texts += block.string.map { [$0] } ?? []
                }
            }
            if record["type"]?.string != "assistant" { userTexts += texts } else { assistantTexts += texts }
        }
    }
}

/// The messages that a resumed session shows, by the plainest code that follows the published algorithm.
private struct ResumeView {
    private var records: [JSONValue] = []
    private var place: [String: Int] = [:]

    init(_ path: String) throws {
        for line in try Files.read(path).split(separator: 0x0a) {
            var parser = JSONParser()
            let bytes = Array(line.starts(with: [0xef, 0xbb, 0xbf]) ? line.dropFirst(3) : line)
            guard let (document, _) = try? parser.parseRepairing(bytes.span) else { continue }
            let record = document.root
            let types = ["user", "assistant", "progress", "system", "attachment"]
            guard let type = record["type"]?.string, types.contains(type) else { continue }
            if let uuid = record["uuid"]?.string { place[uuid] = records.count }
            records.append(record)
        }
    }

    var visible: [JSONValue] {
        (hasLinks ? withSiblings(chain()) : Array(records.indices)).map { records[$0] }.filter { record in
            isMessage(record) && !isHidden(record)
                && (record["isMeta"]?.bool != true
                    || record["message"]?["content"]?.elements.contains { isResult($0) } == true)
        }
    }

    private var hasLinks: Bool { records.contains { parent(of: $0) != nil } }

    private func isMessage(_ record: JSONValue) -> Bool {
        ["user", "assistant"].contains(record["type"]?.string)
            || record["attachment"]?["type"]?.string == "queued_command"
    }

    private func isResult(_ block: JSONValue) -> Bool { block["type"]?.string == "tool_result" }

    private func isHidden(_ record: JSONValue) -> Bool {
        record["isSidechain"]?.bool == true || record["teamName"].map { !$0.isNull } == true
    }

    private func parent(of record: JSONValue) -> Int? { record["parentUuid"]?.string.flatMap { place[$0] } }

    private func isCurrent(_ index: Int) -> Bool {
        records[index]["uuid"]?.string.map { place[$0] == index } ?? false
    }

    private func chain() -> [Int] {
        let parents = Set(records.compactMap { $0["parentUuid"]?.string })
        var leaf = -1
        for index in records.indices
        where isCurrent(index) && !parents.contains(records[index]["uuid"]?.string ?? "") {
            var seen: Set<Int> = []
            var next: Int? = index
            while let current = next, seen.insert(current).inserted {
                if isMessage(records[current]) {
                    if !isHidden(records[current]), records[current]["isMeta"]?.bool != true {
                        leaf = max(leaf, current)
                    }
                    break
                }
                next = parent(of: records[current])
            }
        }
        var result: [Int] = []
        var next = leaf >= 0 ? leaf : nil
        while let current = next, !result.contains(current) {
            result.insert(current, at: 0)
            next = parent(of: records[current])
        }
        return result
    }

    private func withSiblings(_ chain: [Int]) -> [Int] {
        func messageID(_ index: Int) -> String? {
            records[index]["type"]?.string == "assistant" ? records[index]["message"]?["id"]?.string : nil
        }
        var last: [String: Int] = [:]
        var owner: [String: String] = [:]
        for index in chain { if let id = messageID(index) { last[id] = index } }
        for index in records.indices {
            guard let id = messageID(index), last[id] != nil, !isHidden(records[index]) else { continue }
            for block in records[index]["message"]?["content"]?.elements.map({ $0 }) ?? [] {
                if let call = block["id"]?.string { owner[call] = id }
            }
        }
        var extra: [Int: [Int]] = [:]
        for index in records.indices
        where !chain.contains(index) && !isHidden(records[index]) && isCurrent(index) {
            if let id = messageID(index), let place = last[id] { extra[place, default: []].append(index) }
            guard records[index]["type"]?.string == "user" else { continue }
            let results = records[index]["message"]?["content"]?.elements.filter { isResult($0) } ?? []
            guard !results.isEmpty else { continue }
            let source = records[index]["sourceToolAssistantUUID"]?.string.flatMap { place[$0] }
            let id =
                parent(of: records[index]).flatMap(messageID) ?? source.flatMap(messageID)
                ?? results.compactMap { owner[$0["tool_use_id"]?.string ?? ""] }.first
            if let id, let place = last[id] { extra[place, default: []].append(index) }
        }
        return chain.flatMap { index in
            [index]
                + (extra[index] ?? []).sorted {
                    (records[$0]["timestamp"]?.string ?? "", $0) < (
                        records[$1]["timestamp"]?.string ?? "", $1
                    )
                }
        }
    }
}
