import BatonSessions
import BatonSharing
import JSON
import Platform
import Testing

/// The example of the page that describes the original tool, with as many messages as it says are there.
let originalExample = """
    {
      "version": "1.0.0",
      "exported_at": "2026-02-28T14:30:00.000Z",
      "conversation": {
        "id": "conv_abc123", "project": "my-app", "messageCount": 2, "totalMessageCount": 150, "wasLimited": true,
        "tokens": {"input": 45000, "output": 32000}, "model": "claude-sonnet-4-5-20250929"
      },
      "messages": [
        {"uuid": "msg_123", "type": "user", "timestamp": "2026-02-28T10:30:15.000Z",
         "message": {"id": "msg_123", "role": "user",
                     "content": [{"type": "text", "text": "Create a React component..."}]}},
        {"uuid": "msg_124", "type": "assistant", "timestamp": "2026-02-28T10:30:45.000Z",
         "message": {"id": "msg_124", "role": "assistant",
                     "content": [{"type": "text", "text": "I'll create an authentication component."}]}}
      ],
      "metadata": {"exportTool": "claude-code-templates", "exportVersion": "1.0.0", "messageLimit": 100}
    }
    """

@Suite("Cloning a session")
struct CloneTests {
    @Test("the original tool's example installs, and keeps to the safe profile")
    func example() throws {
        try withCloneHome { home in
            let session = try home.clone(Array(originalExample.utf8))
            #expect(UniqueID.isLowercaseUUID(session.sessionID))
            #expect(session.path == Paths.join(home.folder, session.sessionID + ".jsonl"))
            #expect(session.resume == "cd \(home.project) && claude --resume \(session.sessionID)")
            #expect(session.messages == 2)
            #expect(session.dropped.isEmpty)
            #expect(session.warnings.isEmpty)
            #expect(!session.alreadyPresent)
            #expect(
                try SafeProfile.violations(
                    path: session.path,
                    project: home.project,
                    latest: home.context.now()
                ) == []
            )
            #expect(Files.status(home.folder)?.mode == 0o700)

            let settings = try JSONParser.parse(Files.read(Paths.join(home.folder, "settings.json")))
            #expect(settings["projectName"]?.string == "my-app")
            #expect(settings["projectPath"]?.string == home.project)
            #expect(settings["sharedSession"]?.bool == true)
            #expect(settings["originalExport"]?["exportedAt"]?.string == "2026-02-28T14:30:00.000Z")
            #expect(settings["originalExport"]?["exportTool"]?.string == "claude-code-templates")
            #expect(settings["originalExport"]?["exportVersion"]?.string == "1.0.0")
            #expect(settings["importedAt"]?.string == home.context.now().iso8601)

            let store = ClaudeCodeStore(home.context)
            let found = try #require(try store.sessions().first)
            #expect(found.id == session.sessionID)
            #expect(found.cwd == home.project)
            let conversation = try Transcript(found).conversation(.resume)
            #expect(conversation.count == 2)
        }
    }

    @Test("a share that is cloned twice is one session")
    func twice() throws {
        try withCloneHome { home in
            let first = try home.clone(Array(originalExample.utf8))
            let before = try home.tree()
            let again = originalExample.replacing("14:30:00.000Z", with: "15:30:00.000Z")
            let second = try home.clone(Array(again.utf8))
            #expect(second.alreadyPresent)
            #expect(second.sessionID == first.sessionID)
            #expect(second.path == first.path)
            #expect(try home.tree() == before)
            #expect(try home.cloner.list().map(\.sessionID) == [first.sessionID])

            try Files.remove(first.path)
            let third = try home.clone(Array(originalExample.utf8))
            #expect(!third.alreadyPresent)
        }
    }

    @Test("undo restores the tree byte for byte")
    func undo() throws {
        try withCloneHome { home in
            let bare = try home.tree(home.home)
            #expect(bare.isEmpty)
            let first = try home.clone(Array(originalExample.utf8))
            let one = try home.tree()
            home.advance(milliseconds: 1000)
            _ = try home.clone(Array(originalExample.replacing("React", with: "Vue").utf8))
            #expect(try home.tree().count == one.count + 1)
            let undone = try home.cloner.undoLast()
            #expect(undone.restored == [Paths.join(home.folder, "settings.json")])
            #expect(try home.tree() == one)
            let last = try home.cloner.undoLast()
            #expect(last.sessionID == first.sessionID)
            #expect(last.kept.isEmpty)
            #expect(Files.status(Paths.join(home.home, ".claude")) == nil)
            #expect(throws: CloneError.nothingToUndo) { try home.cloner.undoLast() }
        }
    }
}
