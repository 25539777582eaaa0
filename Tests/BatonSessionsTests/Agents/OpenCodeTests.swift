import BatonSessions
import JSON
import Platform
import TestSupport
import Testing

/// A made-up session of OpenCode.
enum OpenCode {
    static let info =
        #"{"id":"ses_1","projectID":"p","directory":"/home/dev/demo","title":"Fix it","time":{"created":1000,"updated":9000}}"#

    static let userInfo = #"{"id":"msg_1","sessionID":"ses_1","role":"user","time":{"created":1000}}"#
    static let userParts = [
        #"{"id":"prt_1","messageID":"msg_1","type":"text","text":"fix it"}"#,
        #"{"id":"prt_2","messageID":"msg_1","type":"text","text":"content of a file","synthetic":true}"#,
        #"{"id":"prt_3","messageID":"msg_1","type":"file","mime":"image/png","url":"data:image/png;base64,QUJD"}"#,
    ]

    static let answerInfo =
        #"{"id":"msg_2","sessionID":"ses_1","role":"assistant","modelID":"model-9","time":{"created":2000},"#
        + #""tokens":{"input":10,"output":2,"reasoning":3,"cache":{"read":5,"write":1}}}"#
    static let answerParts = [
        #"{"id":"prt_4","messageID":"msg_2","type":"step-start"}"#,
        #"{"id":"prt_5","messageID":"msg_2","type":"reasoning","text":"hm"}"#,
        #"{"id":"prt_6","messageID":"msg_2","type":"text","text":"I edit."}"#,
        #"{"id":"prt_7","messageID":"msg_2","type":"tool","tool":"edit","callID":"c1","state":{"status":"completed","#
            + #""input":{"filePath":"/a.txt","oldString":"x"},"output":"done","time":{"start":2500,"end":3000}}}"#,
        #"{"id":"prt_8","messageID":"msg_2","type":"tool","tool":"bash","callID":"c2","state":{"status":"error","#
            + #""input":{"command":"no"},"error":"not found"}}"#,
        #"{"id":"prt_9","messageID":"msg_2","type":"step-finish"}"#,
        #"{"id":"prt_a","messageID":"msg_2","type":"text","text":"Fixed."}"#,
        #"{"id":"prt_b","messageID":"msg_2","type":"tool","tool":"bash","callID":"c3","state":{"status":"running","input":{}}}"#,
    ]

    static func export(_ more: [String] = []) -> [UInt8] {
        func message(_ info: String, _ parts: [String]) -> String {
            "{\"info\": \(info), \"parts\": [\(parts.joined(separator: ",\n"))]}"
        }
        let messages = [message(userInfo, userParts), message(answerInfo, answerParts)] + more
        return Array(
            "{\n  \"info\": \(info),\n  \"messages\": [\(messages.joined(separator: ",\n"))]\n}\n".utf8
        )
    }
}

@Suite struct OpenCodeTests {
    private let expected = [
        "U:fix it,other", "A:other,I edit.,call c1,call c2", "U:result c1", "U:result c2", "A:Fixed.,call c3",
    ]

    @Test("an exported session")
    func export() throws {
        try withAgentFile(OpenCode.export(), name: "session.json") { transcript in
            let session = transcript.session
            #expect(session.agent == "opencode")
            #expect(session.id == "ses_1")
            #expect(session.title == "Fix it")
            #expect(session.cwd == "/home/dev/demo")
            #expect(session.model == "model-9")
            #expect(session.updated == Timestamp(milliseconds: 9000))
            let found = try sketch(transcript.conversation(.full))
            #expect(found == expected)
            let tokens = try transcript.statistics().tokens
            #expect([tokens.input, tokens.output, tokens.cacheRead, tokens.cacheWrite] == [10, 5, 5, 1])
            let statistics = try transcript.statistics()
            #expect(statistics.files == ["/a.txt"])
            #expect(transcript.index.recordCounts["step-finish"] == 1)
        }
    }

    @Test("a compaction's answer is the summary that a resumed session begins with")
    func compaction() throws {
        let more = [
            #"{"info":{"id":"m3","role":"user","time":{"created":4000}},"parts":[{"type":"compaction","auto":true}]}"#,
            #"{"info":{"id":"m4","role":"assistant","summary":true,"time":{"created":5000}},"parts":[{"type":"text","text":"so far"}]}"#,
            #"{"info":{"id":"m5","role":"user","time":{"created":6000}},"parts":[{"type":"text","text":"on"}]}"#,
        ]
        try withAgentFile(OpenCode.export(more), name: "session.json") { transcript in
            let resumed = try sketch(transcript.conversation(.resume))
            #expect(resumed == ["| U:so far", "U:on"])
            let whole = try sketch(transcript.conversation(.full))
            #expect(whole == expected + ["| U:so far", "U:on"])
        }
    }

    /// Writes the sample as the storage of older versions.
    private func withStorage(_ body: (_ root: String, _ session: String) throws -> Void) throws {
        try withTemporaryDirectory { root in
            func write(_ json: String, _ path: String) throws {
                let path = root + "/.local/share/opencode/storage/" + path
                try Files.makeDirectory(Paths.directory(path))
                try Files.write(Array(json.utf8), to: path)
            }
            try write(OpenCode.info, "session/p/ses_1.json")
            // The name that sorts first is not the message that came first.
            try write(OpenCode.userInfo, "message/ses_1/msg_9.json")
            try write(OpenCode.answerInfo, "message/ses_1/msg_2.json")
            for (place, part) in OpenCode.userParts.enumerated() {
                try write(part, "part/msg_1/prt_\(place).json")
            }
            for (place, part) in OpenCode.answerParts.enumerated() {
                try write(part, "part/msg_2/prt_\(place).json")
            }
            try body(root, root + "/.local/share/opencode/storage/session/p/ses_1.json")
        }
    }

    @Test("the storage of older versions is the same session")
    func storage() throws {
        try withStorage { root, path in
            let store = OpenCodeStore(.poisoned(homeDirectory: root))
            let session = try #require(try store.sessions().first)
            #expect(session.id == "ses_1")
            let stored = try sketch(Transcript(session).conversation(.full))
            #expect(stored == expected)
            #expect(try store.sessions(inProjects: ["/home/dev/demo"]).count == 1)
            #expect(try store.sessions(inProjects: ["/elsewhere"]).isEmpty)
            let opened = try sketch(Transcript(SessionStores.session(atPath: path)).conversation(.full))
            #expect(opened == expected)
        }
    }

    @Test("a piece of the storage says where the session is")
    func piece() throws {
        try withStorage { root, _ in
            let path = root + "/.local/share/opencode/storage/message/ses_1/msg_2.json"
            let error = #expect(throws: SessionError.self) { try SessionStores.session(atPath: path) }
            #expect(error?.description.contains("name the session's file under storage/session") == true)
        }
    }

    @Test("ids in the storage's files lead to no other folder", arguments: ["../../x", "/etc", "..", ""])
    func hostileIDs(id: String) throws {
        try withTemporaryDirectory { root in
            try Files.makeDirectory(root + "/session/p")
            try Files.makeDirectory(root + "/message/x")
            try Files.write(Array(OpenCode.userInfo.utf8), to: root + "/message/x/m.json")
            let info = OpenCode.info.split(separator: "ses_1", maxSplits: 1).joined(separator: id)
            try Files.write(Array(info.utf8), to: root + "/session/p/s.json")
            let session = try SessionStores.session(atPath: root + "/session/p/s.json")
            #expect(session.id == "s")
            #expect(throws: SessionError.self) { try Transcript(session).conversation(.full) }
        }
    }
}
