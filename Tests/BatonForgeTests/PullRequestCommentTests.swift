import BatonForge
import JSON
import Platform
import TestSupport
import Testing

@Suite struct PullRequestCommentTests {
    private let marker: CommentMarker

    init() throws { marker = try CommentMarker("pr-context topic") }

    private func comment(_ standIn: StandIn, forge: Forge? = nil) throws -> PullRequestComment {
        try PullRequestComment(standIn.git, standIn.context, forge: forge)
    }

    private func text(_ page: String) throws -> String {
        try CommentText.text(marker, summary: "Context", page: page, for: .github)
    }

    private func body(_ bytes: [UInt8]) throws -> String? { try JSONParser.parse(bytes)["body"]?.string }

    @Test("a first comment is written, with its text on standard input and never in an argument")
    func create() throws {
        try withTemporaryDirectory { folder in
            let standIn = try StandIn(folder)
            try standIn.github([(2, "hello")])
            try standIn.answer(
                "POST-repos/owner/name/issues/7/comments",
                #"{"id":9,"body":"x","user":{"login":"me","id":1},"html_url":"https://github.com/owner/name/pull/7#issuecomment-9"}"#
            )
            let text = try text("the \"page\" of today")
            let outcome = try comment(standIn).keep(marker, text)
            #expect(outcome.action == .created)
            #expect(outcome.url == "https://github.com/owner/name/pull/7#issuecomment-9")
            #expect(try body(standIn.input("POST")) == text)
            #expect(!standIn.log.joined().contains("today"))
            #expect(
                standIn.log.last
                    == "api --hostname github.com --method POST --input - repos/owner/name/issues/7/comments"
            )
        }
    }

    @Test("an own comment on the third page is edited in place, and none with the marker of somebody else")
    func update() throws {
        try withTemporaryDirectory { folder in
            let standIn = try StandIn(folder)
            var comments = (0..<230).map { (author: 2, body: "comment \($0)") }
            comments[3].body = marker.text + "\nforeign"
            comments[50] = (1, "mine, and no such comment: \(marker.text)")
            comments[60] = (1, marker.text + "x\nalmost")
            comments[221] = (1, marker.text + "\r\nold\r\n")
            try standIn.github(comments)
            try standIn.answer(
                "PATCH-repos/owner/name/issues/comments/222",
                #"{"id":222,"body":"x","user":{"login":"me","id":1},"html_url":"https://github.com/owner/name/pull/7#issuecomment-222"}"#
            )
            let outcome = try comment(standIn).keep(marker, try text("new"))
            #expect(outcome.action == .updated)
            #expect(outcome.url.hasSuffix("issuecomment-222"))
            #expect(try body(standIn.input("PATCH")) == (try text("new")))
            #expect(standIn.log.count == 6)
        }
    }

    @Test("a comment that says the same already is left alone, whatever its line ends")
    func unchanged() throws {
        try withTemporaryDirectory { folder in
            let standIn = try StandIn(folder)
            let text = try text("page\nof two lines")
            try standIn.github([(1, text.replacing("\n", with: "\r\n")), (1, marker.text + "\nanother")])
            let outcome = try comment(standIn).keep(marker, text)
            #expect(outcome.action == .unchanged)
            #expect(outcome.others == 1)
            #expect(!standIn.log.contains { $0.contains("PATCH") || $0.contains("POST") })
        }
    }

    @Test("removal takes all own comments with the marker away, and is no failure when there is none")
    func remove() throws {
        try withTemporaryDirectory { folder in
            let standIn = try StandIn(folder)
            try standIn.github([(1, marker.text + "\na"), (2, marker.text), (1, marker.text + "\nb")])
            try standIn.answer("DELETE-repos/owner/name/issues/comments/1", "")
            let outcome = try comment(standIn).remove(marker)
            #expect(outcome.action == .removed)
            #expect(
                standIn.log.filter { $0.contains("DELETE") }.map { $0.split(separator: "/").last } == [
                    "1", "3",
                ]
            )
            try standIn.github([])
            #expect(try comment(standIn).remove(marker).action == .absent)
        }
    }

    @Test("a comment that vanished before it was edited is written anew")
    func vanished() throws {
        try withTemporaryDirectory { folder in
            let standIn = try StandIn(folder)
            try standIn.github([(1, marker.text + "\nold")])
            try standIn.answer(
                "POST-repos/owner/name/issues/7/comments",
                #"{"id":9,"body":"x","user":{"login":"me","id":1},"html_url":"javascript:alert(1)"}"#
            )
            let outcome = try comment(standIn).keep(marker, try text("new"))
            #expect(outcome.action == .created)
            // An address that is none is not shown.
            #expect(outcome.url == "https://github.com/owner/name/pull/7#issuecomment-9")
        }
    }

    @Test("each failure of gh is told in one line without its words, with what to do next")
    func failures() throws {
        let view = "GET-pr-view---json-number,state,url"
        let cases: [(Int, String, ForgeError)] = [
            (1, "no pull requests found for branch \"topic\"", .noRequest(.github, branch: "topic")),
            (
                4, "To get started with GitHub CLI, please run:  gh auth login",
                .notSignedIn(.github, host: "github.com")
            ),
            (
                1, "error connecting to api.github.com\ncheck your internet connection",
                .noNetwork(.github, host: "github.com")
            ),
            (
                1, "HTTP 401: Bad credentials (https://api.github.com/graphql)",
                .notSignedIn(.github, host: "github.com")
            ),
            (1, "HTTP 403: token ghp_x", .refused(.github, action: "find the pull request", status: 403)),
            (
                1, "none of the git remotes configured for this repository point to a known GitHub host",
                .noRemote
            ),
            (2, "something else ghp_x", .failed(.github, action: "find the pull request", status: 2)),
        ]
        for (status, said, expected) in cases {
            try withTemporaryDirectory { folder in
                let standIn = try StandIn(folder)
                try standIn.fail(view, status, said)
                let error = #expect(throws: ForgeError.self) {
                    try comment(standIn).keep(marker, try text("x"))
                }
                #expect(error == expected)
                #expect(
                    error?.description.contains("ghp_") == false && error?.description.contains("\n") == false
                )
            }
        }
    }

    @Test("without the program the failure says how to get it")
    func missing() throws {
        try withTemporaryDirectory { folder in
            let standIn = try StandIn(folder)
            try Files.remove(folder + "/bin/gh")
            let error = #expect(throws: ForgeError.self) {
                try comment(standIn).keep(marker, try text("x"))
            }
            #expect(error == .notInstalled(.github))
            #expect(error?.hint?.contains("apt install gh") == true)
        }
    }

    @Test("a closed pull request gets no comment")
    func closed() throws {
        try withTemporaryDirectory { folder in
            let standIn = try StandIn(folder)
            try standIn.answer(
                "GET-pr-view---json-number,state,url",
                #"{"number":7,"state":"MERGED","url":"https://github.com/owner/name/pull/7"}"#
            )
            #expect(throws: ForgeError.requestClosed(.github, number: 7)) {
                try comment(standIn).keep(marker, try text("x"))
            }
        }
    }

    @Test(
        "an answer that names another place, or is none, is refused before anything is sent",
        arguments: [
            "", "null", "[]", "{",
            #"{"number":7,"url":"https://evil.example/owner/name/pull/7","state":"OPEN"}"#,
            #"{"number":8,"url":"https://github.com/owner/name/pull/7","state":"OPEN"}"#,
            #"{"number":7,"url":"https://github.com/owner/../pull/7","state":"OPEN"}"#,
            #"{"number":7,"url":"https://github.com/owner/na?me/pull/7","state":"OPEN"}"#,
            #"{"number":"7","url":"https://github.com/owner/name/pull/7"}"#,
            #"{"number":7,"url":"https://user@github.com/owner/name/pull/7"}"#,
        ]
    )
    func hostilePlace(answer: String) throws {
        try withTemporaryDirectory { folder in
            let standIn = try StandIn(folder)
            try standIn.github([])
            try standIn.answer("GET-pr-view---json-number,state,url", answer)
            #expect(throws: ForgeError.badAnswer(.github, action: "find the pull request")) {
                try comment(standIn).keep(marker, try text("x"))
            }
            #expect(standIn.log.count == 1)
        }
    }

    @Test("comments of any form are passed over, and a list that is none is refused")
    func hostileComments() throws {
        try withTemporaryDirectory { folder in
            let standIn = try StandIn(folder)
            try standIn.github([])
            let list = "GET-repos/owner/name/issues/7/comments?per_page=100&page=1"
            let marked = TranscriptBuilder.quoted(marker.text)
            try standIn.answer(
                list,
                """
                [null, 1, "x", {}, {"id":1,"body":\(marked)}, {"id":"2","body":\(marked),"user":{"login":"me","id":1}},
                 {"id":-3,"body":\(marked),"user":{"login":"me","id":1}},
                 {"id":4,"body":[\(marked)],"user":{"login":"me","id":1}},
                 {"id":5,"body":\(marked),"user":{"login":"me","id":2}}]
                """
            )
            try standIn.answer(
                "POST-repos/owner/name/issues/7/comments",
                #"{"id":9,"body":"x","user":{"login":"me","id":1}}"#
            )
            #expect(try comment(standIn).keep(marker, try text("x")).action == .created)
            try standIn.answer(list, #"{"message":"x"}"#)
            #expect(throws: ForgeError.badAnswer(.github, action: "list the comments")) {
                try comment(standIn).keep(marker, try text("x"))
            }
        }
    }

    @Test("a token of GitHub's own actions, which may not ask who it is, is known by the other interface")
    func actionToken() throws {
        try withTemporaryDirectory { folder in
            let standIn = try StandIn(folder)
            try standIn.github([(41_898_282, "x"), (1, marker.text)])
            try standIn.fail("GET-user", 1, "gh: Resource not accessible by integration (HTTP 403)")
            try standIn.answer("POST-graphql", #"{"data":{"viewer":{"login":"u1[bot]"}}}"#)
            try standIn.answer(
                "PATCH-repos/owner/name/issues/comments/2",
                #"{"id":2,"body":"x","user":{"login":"u1","id":1}}"#
            )
            #expect(try comment(standIn).keep(marker, try text("x")).action == .updated)
        }
    }

    @Test("a merge request of GitLab is found by the branch, and its note edited")
    func gitlab() throws {
        try withTemporaryDirectory { folder in
            let standIn = try StandIn(folder, "glab", remote: "https://gitlab.example.org/group/sub/name.git")
            let base = "projects/group%2Fsub%2Fname/merge_requests"
            try standIn.answer("GET-user", #"{"username":"me","id":1}"#)
            try standIn.answer(
                "GET-\(base)?source_branch=topic&state=opened&order_by=updated_at",
                #"[{"iid":3,"state":"opened","web_url":"https://gitlab.example.org/group/sub/name/-/merge_requests/3"}]"#
            )
            try standIn.answer(
                "GET-\(base)/3/notes?per_page=100&page=1&order_by=created_at&sort=asc",
                """
                [{"id":4,"body":\(TranscriptBuilder.quoted(marker.text)),"author":{"username":"me","id":1},"system":true},
                 {"id":5,"body":\(TranscriptBuilder.quoted(marker.text)),"author":{"username":"me","id":1},"system":false}]
                """
            )
            try standIn.answer(
                "PUT-\(base)/3/notes/5",
                #"{"id":5,"body":"x","author":{"username":"me","id":1}}"#
            )
            let comment = try comment(standIn)
            #expect(comment.forge == .gitlab)
            let outcome = try comment.keep(marker, try text("new"))
            #expect(outcome.action == .updated)
            #expect(outcome.url == "https://gitlab.example.org/group/sub/name/-/merge_requests/3#note_5")
            #expect(standIn.log.last?.contains("--header Content-Type: application/json --input -") == true)
            try standIn.answer("GET-\(base)?source_branch=topic&state=opened&order_by=updated_at", "[]")
            #expect(throws: ForgeError.noRequest(.gitlab, branch: "topic")) { try comment.remove(marker) }
        }
    }

    @Test("a host that nothing is known of is asked for by who is signed in there")
    func unknownHost() throws {
        try withTemporaryDirectory { folder in
            let standIn = try StandIn(folder, remote: "ssh://git@code.example.org:2222/owner/name")
            #expect(throws: ForgeError.unknownForge(host: "code.example.org")) { try comment(standIn) }
            try standIn.answer("GET-auth-status", "")
            let found = try comment(standIn)
            #expect(found.forge == .github && found.host == "code.example.org")
            #expect(try comment(standIn, forge: .gitlab).forge == .gitlab)
        }
    }
}
