import BatonHost
import BatonRecipes
import Lua
import TestSupport
import Testing

@Suite("Dry runs")
struct DryRunTests {
    private static let recipe = """
        baton: 1
        about: x
        inputs:
          session: {type: session, default: current}
          messages: {type: count, default: 20}
          names: {type: list, default: [p, q]}
        permissions: {sessions: read, upload: [any], run: [git], write: [any]}
        steps:
          - {id: bundle, use: export.json, with: {session: "${{ inputs.session }}", messages: "${{ inputs.messages }}"}}
          - id: share
            use: upload.put
            with: {content: "${{ steps.bundle }}", filename: a.json}
          - use: log.say
            with: {text: "link: ${{ steps.share.link }} of ${{ steps.bundle.message_count }}"}
          - use: log.say
            if: ${{ steps.share.expires }}
            with: {text: until}
          - use: log.say
            if: false
            with: {text: never}
          - use: fs.write
            for_each: ${{ inputs.names }}
            with: {path: "${{ item }}.md", content: "${{ steps.share.url }}"}
          - id: log
            exec: [git, log, "${{ steps.share.url }}"]
          - use: redact.text
            for_each: ${{ steps.log.stdout }}
            with: {text: "${{ item }}"}
          - {id: made, lua: return steps.bundle}
          - use: prompt.confirm
            with: {message: Sure?}
        outputs:
          link: ${{ steps.share.link }}
          text: "${{ steps.bundle.message_count }} at ${{ steps.share.url }}"
        """

    @Test("a dry run tells every step and does none that acts, runs, asks or needs what is not known")
    func golden() throws {
        try withTemporaryDirectory { home in
            let bench = Bench()
            bench.home = home
            bench.options.isDryRun = true
            let outputs = try bench.run(Self.recipe)
            #expect(
                bench.said.joined(separator: "\n") == """
                    dry run of 'test': nothing is sent, written or run
                    inputs:
                      session: current
                      messages: 20
                      names: [p, q]
                    step 1: bundle: export.json
                      session: current
                      messages: 20
                    step 2: share: upload.put (would leave this machine)
                      content: <session.json, 2 bytes>
                      filename: a.json
                    step 3: log.say
                      text: link: <steps.share.link> of 7
                    step 4: log.say (runs if <steps.share.expires>)
                      text: until
                    step 5: log.say (is skipped: its condition does not hold)
                    step 6: fs.write (would change something)
                      path: p.md
                      content: <steps.share.url>
                    step 6: fs.write (would change something)
                      path: q.md
                      content: <steps.share.url>
                    step 7: log: git (would run a program)
                      runs: git log <steps.share.url>
                    step 8: redact.text (runs for each of <steps.log.stdout>)
                      text: <item>
                    step 9: made: lua (would run Lua)
                    step 10: prompt.confirm
                      message: Sure?
                    outputs:
                      link: <steps.share.link>
                      text: <steps.bundle.message_count> at <steps.share.url>
                    """
            )
            #expect(bench.calls.names == ["export.json"])
            #expect(bench.programs.calls.isEmpty)
            #expect(bench.engine.chunks.isEmpty)
            #expect(outputs["link"] == .text("<steps.share.link>"))
        }
    }

    @Test("a dry run shows neither long values nor secrets")
    func secrets() throws {
        try withTemporaryDirectory { home in
            let bench = Bench()
            bench.home = home
            bench.options.isDryRun = true
            let token =
                "ghp_"
                + String((0..<36).map { _ in "abcdefghijklmnopqrstuvwxyz0123456789".randomElement() ?? "a" })
            try bench.run(
                "baton: 1\nabout: x\ninputs: {a: {type: string}, b: {type: string}}\n"
                    + "steps: [{use: log.say, with: {text: \"${{ inputs.b }}\"}}]\n",
                ["a": .text("token \(token)"), "b": .text(String(repeating: "long ", count: 100))]
            )
            let said = bench.said.joined(separator: "\n")
            #expect(!said.contains(token))
            #expect(said.contains("  a: token [redacted:"))
            #expect(said.contains("  b: <500 bytes>"))
        }
    }
}
