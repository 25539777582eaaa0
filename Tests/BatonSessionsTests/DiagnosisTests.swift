import BatonSessions
import Platform
import TestSupport
import Testing

@Suite("Why a session is not listed")
struct DiagnosisTests {
    private static let id = "11111111-2222-4333-8444-555555555555"

    /// What is found in a file of these lines, whose `ROOT` is the project's directory.
    private func findings(
        _ lines: [String],
        name: String = DiagnosisTests.id + ".jsonl",
        folder: String? = nil,
        days: Int64 = 0
    ) throws -> (codes: Set<String>, isListed: Bool, resume: String?) {
        try withTemporaryDirectory { root in
            let work = root + "/work"
            try Files.makeDirectory(work)
            let path = root + "/.claude/projects/\(folder ?? ProjectFolder.name(of: work))/\(name)"
            try Files.makeDirectory(Paths.directory(path))
            let text = lines.joined(separator: "\n").replacing("ROOT", with: work)
            try Files.write(Array(text.utf8), to: path)
            let changed = Files.status(path)?.modified ?? Timestamp(milliseconds: 0)
            let context = Context.poisoned(
                workingDirectory: work,
                homeDirectory: root,
                now: changed.advanced(byMilliseconds: days * 86_400_000)
            )
            let session = try SessionFinder(context, projectDirectories: [work]).session(atPath: path)
            let diagnosis = try SessionDiagnosis(session, context, directories: [work])
            return (Set(diagnosis.findings.map(\.code.rawValue)), diagnosis.isListed, diagnosis.resume)
        }
    }

    private static func line(
        _ type: String,
        _ uuid: String,
        _ parent: String?,
        second: Int = 0,
        cwd: String = "ROOT",
        message: String? = nil,
        extra: String = ""
    ) -> String {
        let parent = parent.map { "\"\($0)\"" } ?? "null"
        let body =
            message
            ?? (type == "user"
                ? #"{"role":"user","content":"hello"}"#
                : #"{"id":"m\#(uuid)","role":"assistant","model":"m","content":[{"type":"text","text":"x"}]}"#)
        return "{\"parentUuid\":\(parent),\"uuid\":\"\(uuid)\",\"type\":\"\(type)\",\"sessionId\":\"\(id)\","
            + "\"cwd\":\"\(cwd)\",\"timestamp\":\"2026-02-28T10:00:0\(second).000Z\"\(extra),\"message\":\(body)}"
    }

    private static let sound = [line("user", "1", nil, second: 1), line("assistant", "2", "1", second: 2)]

    @Test("a sound session is listed, and nothing is said of it")
    func soundSession() throws {
        let found = try findings(Self.sound)
        #expect(found.codes == [])
        #expect(found.isListed)
        #expect(found.resume?.hasSuffix("claude --resume \(Self.id)") == true)
    }

    @Test(
        "each reason that hides a session is named",
        arguments: [
            ("file_name", sound, "mine.jsonl", nil), ("file_name", sound, id.uppercased() + "A.jsonl", nil),
            ("subagent_file", sound, "agent-a1.jsonl", nil),
            ("other_folder", sound, id + ".jsonl", "-elsewhere"),
            (
                "no_directory", sound.map { $0.replacing("ROOT", with: "/not/there") }, id + ".jsonl",
                "-not-there"
            ),
            ("no_conversation", [#"{"type":"summary","summary":"x","leafUuid":"y"}"#], id + ".jsonl", nil),
            (
                "headless",
                [
                    line("user", "1", nil, second: 1, extra: #","entrypoint":"sdk-cli""#),
                    line("assistant", "2", "1", second: 2),
                ], id + ".jsonl", nil
            ),
            (
                "sidechain_first",
                [line("user", "0", nil, extra: #","isSidechain":true"#)] + sound, id + ".jsonl", nil
            ),
        ] as [(String, [String], String, String?)]
    )
    func hidden(_ code: String, _ lines: [String], _ name: String, _ folder: String?) throws {
        let found = try findings(lines, name: name, folder: folder)
        #expect(found.codes.contains(code))
        #expect(!found.isListed)
    }

    @Test(
        "each reason for which releases lose a part is named, and hides nothing",
        arguments: [
            ("no_links", [line("user", "1", nil, second: 1), line("assistant", "2", nil, second: 2)]),
            ("broken_chain", [line("user", "1", "gone", second: 1), line("assistant", "2", "1", second: 2)]),
            ("cycle", [line("user", "1", "2", second: 1), line("assistant", "2", "1", second: 2)]),
            ("time_order", [line("user", "1", nil, second: 2), line("assistant", "2", "1", second: 1)]),
            (
                "no_times",
                sound.map { $0.replacing("\"timestamp\":\"2026", with: "\"when\":\"2026") }
            ),
            (
                "text_answer",
                [
                    sound[0],
                    line(
                        "assistant",
                        "2",
                        "1",
                        second: 2,
                        message: #"{"role":"assistant","model":"m","content":"x"}"#
                    ),
                ]
            ),
            (
                "no_model",
                [
                    sound[0],
                    line("assistant", "2", "1", second: 2, message: #"{"role":"assistant","content":[]}"#),
                ]
            ),
            ("bad_lines", [sound[0], "null", sound[1]]),
            ("other_id", sound.map { $0.replacing(id, with: "another") }),
        ] as [(String, [String])]
    )
    func risks(_ code: String, _ lines: [String]) throws {
        let found = try findings(lines)
        #expect(found.codes.contains(code))
        #expect(found.isListed)
    }

    @Test("a file that the agent would remove for its age is named")
    func old() throws {
        #expect(try findings(Self.sound, days: 31).codes == ["old"])
        #expect(try findings(Self.sound, days: 29).codes == [])
    }
}
