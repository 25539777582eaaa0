import BatonHost
import Lua
import Platform
import TestSupport
import Testing

@Suite("A report written with the library")
struct ActivityReportTests {
    @Test("the script of a person gives a page and totals")
    func report() throws {
        let path = Paths.join(Paths.directory("\(#filePath)"), "Scripts/activity-report.lua")
        let script = String(decoding: try Files.read(path), as: UTF8.self)
        try withBench { bench throws in
            try bench.makeRepository()
            try bench.addSession(text: "Fix the *login* of the 日本語 page, please")
            let totals = try #require(try bench.run(script).text)
            #expect(totals.contains("\"sessions\": 1"))
            #expect(totals.contains("\"branches\": [\n    \"main\"\n  ]"))
            #expect(totals.contains("\"latest\": \"2026-02-28T10:30:15.000Z\""))
            let page = String(decoding: try Files.read(Paths.join(bench.work, "activity.md")), as: UTF8.self)
            let lines = page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            #expect(lines[0] == "# Activity in work, 2026-02-28")
            #expect(lines[2] == "## main")
            #expect(lines[4].hasPrefix("| Fix the \\*login\\* of the "))
            #expect(lines[4].contains("… | 28 Feb 10:30 |     0 KB | "))
            #expect(lines[6] == "1 sessions in 1 branches; the latest began just now.")
            #expect(lines.count == 8)
        }
    }
}
