import BatonExport
import BatonSessions
import JSON
import Platform
import TestSupport
import Testing

@Suite struct BundleTests {
    func conversation() -> TranscriptBuilder {
        var builder = TranscriptBuilder()
        for turn in 0..<5 {
            builder.prompt("prompt \(turn)")
            builder.answer("m\(turn)", "thinking")
            builder.call("m\(turn)", "t\(turn)")
            builder.result("t\(turn)", "ok")
            builder.answer("n\(turn)", "done")
        }
        return builder
    }

    @Test("a bundle passes the four checks of the format's first tool")
    func checks() throws {
        let bundle = try JSONParser.parse(export(conversation(), .json).content)
        #expect(bundle["version"]?.string == "1.0.0")
        #expect(bundle["conversation"]?["id"]?.string?.isEmpty == false)
        #expect(bundle["messages"]?.kind == .array)
        #expect(bundle["messages"]?.elements.contains { _ in true } == true)
    }

    @Test(
        "the limit and what it left out are told",
        arguments: [(nil, 20), (20, 20), (12, 12), (10, 8), (1, 1)] as [(Int?, Int)]
    )
    func limits(limit: Int?, count: Int) throws {
        for format in ExportFormat.allCases {
            let document = try export(conversation(), format, messages: limit)
            #expect(document.summary.messageCount == count)
            #expect(document.summary.totalMessageCount == 20)
            #expect(document.summary.wasLimited == (count < 20))
            if format == .markdown {
                #expect(headings(document.text).count == count)
                let suffix = count < 20 ? " (most recent from a total of 20)" : ""
                #expect(document.text.contains("**Messages in this export:** \(count)\(suffix)\n"))
                continue
            }
            if format == .html {
                let page = try HTMLReader(document.content)
                #expect(page.classed("message").count == count)
                let suffix = count < 20 ? " (most recent from a total of 20)" : ""
                #expect(page.all("dd").contains { $0.text == "\(count)\(suffix)" })
                continue
            }
            let bundle = try JSONParser.parse(document.content)
            let facts = bundle["conversation"]
            #expect(facts?["messageCount"]?.int == Int64(count))
            #expect(facts?["totalMessageCount"]?.int == 20)
            #expect(facts?["wasLimited"]?.bool == (count < 20))
            #expect(bundle["messages"]?.elements.map { _ in 1 }.count == count)
            #expect(bundle["metadata"]?["messageLimit"]?.int == limit.map { Int64($0) })
        }
    }

    @Test("the entries are one chain")
    func chain() throws {
        var builder = conversation()
        let old = builder.last
        builder.boundary(logicalParent: old)
        builder.prompt("summary", #""isCompactSummary":true"#)
        builder.answer("end", "end")
        let bundle = try JSONParser.parse(export(builder, .json, history: .full).content)
        let entries = bundle["messages"].map { Array($0.elements) } ?? []
        #expect(entries.count == 22)
        var uuids: Set<String> = []
        var last: String?
        for (number, entry) in entries.enumerated() {
            let parent = entry["parentUuid"]?.string
            #expect(parent == (entry["compactBoundary"] == nil ? last : nil), "entry \(number)")
            last = entry["uuid"]?.string
            #expect(uuids.insert(last ?? "").inserted)
            #expect(entry["isSidechain"]?.bool == false)
        }
        #expect(entries.filter { $0["compactBoundary"] != nil }.count == 1)
        #expect(
            try JSONParser.parse(export(builder, .json).content)["messages"]?.elements.map { _ in 1 }.count
                == 2
        )
    }

    @Test("what is not the conversation does not travel")
    func leaks() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go", #""permissionMode":"bypassPermissions","origin":{"kind":"x"}"#)
        builder.record("attachment", #""attachment":{"type":"nested_memory","content":"LEAK"}"#)
        builder.assistant(
            "m1",
            blocks:
                #"{"type":"thinking","thinking":"LEAK","signature":"LEAK"},{"type":"redacted_thinking","data":"LEAK"}"#
        )
        builder.call("m1", "t1")
        builder.result("t1", "ok", #""toolUseResult":{"originalFile":"LEAK"}"#)
        builder.line(#"{"type":"queue-operation","content":"LEAK"}"#)
        let text = try export(builder, .json).text
        #expect(!text.contains("LEAK"))
        #expect(!text.contains("bypassPermissions"))
        #expect(try export(builder, .json) { $0.thinking = true }.text.contains("LEAK"))
    }

    @Test("string lines of a message of several become text blocks")
    func strings() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        builder.record("assistant", #""message":{"id":"m1","role":"assistant","content":"plain"}"#)
        builder.call("m1", "t1")
        let bundle = try JSONParser.parse(export(builder, .json).content)
        let content = bundle["messages"]?.elements.map { $0 }.last?["message"]?["content"]
        #expect(content?.elements.map { $0["type"]?.string } == ["text", "tool_use"])
        #expect(content?.elements.map { $0 }.first?["text"]?.string == "plain")
    }

    @Test("a string in the place of a block becomes a text block")
    func bareString() throws {
        var builder = TranscriptBuilder()
        builder.user(content: #"["bare"]"#)
        let bundle = try JSONParser.parse(export(builder, .json).content)
        let block = bundle["messages"]?.elements.map { $0 }.first?["message"]?["content"]?.elements.map { $0 }
            .first
        #expect(block?["type"]?.string == "text")
        #expect(block?["text"]?.string == "bare")
        #expect(try export(builder, .markdown).text.contains("\nbare\n"))
    }

    @Test("an export of no message is an error, and writes nothing")
    func none() throws {
        #expect(throws: SessionError.self) { try export(conversation(), .json, messages: 0) }
    }
}
