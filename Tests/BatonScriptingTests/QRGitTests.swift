import BatonHost
import BatonScripting
import Lua
import Platform
import Testing

@Suite("QR symbols in Lua")
struct QRTests {
    @Test("a matrix tells its modules by place and by rows")
    func matrix() throws {
        try withBench { bench throws in
            let script = """
                local matrix = baton.qr.encode("https://example.org/a", { level = "L", quiet = 2 })
                local same, dark = true, 0
                for y = 1, matrix.size do
                  for x = 1, matrix.size do
                    same = same and matrix:module(x, y) == matrix.rows[y][x]
                    if matrix:module(x, y) then dark = dark + 1 end
                  end
                end
                return { matrix.size, matrix.version, matrix.level, matrix.quiet, same, dark > 200,
                  matrix:module(1, 1), matrix:module(2, 2), matrix:module(0, 1), matrix:module(1, 99),
                  matrix:module(math.mininteger, math.maxinteger), #matrix.rows }
                """
            let found = String(
                decoding: ValueJSON.encode(try bench.run(script), pretty: false),
                as: UTF8.self
            )
            #expect(found == #"[25,2,"L",2,true,true,true,false,false,false,false,25]"#)
            #expect(bench.failure("baton.qr.encode('')")?.kindName == "qr")
            #expect(bench.failure("baton.qr.encode('a', { quiet = -1 })")?.kindName == "arg")
            #expect(bench.failure("baton.qr.encode(('a'):rep(5000))")?.kindName == "qr")
            #expect(bench.failure("baton.qr.encode('a').size = 3") != nil)
        }
    }
}

@Suite("git in Lua")
struct GitTests {
    private func git(_ bench: Bench, _ arguments: String...) throws {
        let result = try bench.context.programs.run(Program("git", arguments, in: bench.work))
        #expect(result.status == 0)
    }

    @Test("a setting that may hold a secret is refused, and what holds one all the same is redacted")
    func secrets() throws {
        try withBench { bench throws in
            try bench.makeRepository()
            for key in [
                "http.https://example.org/.extraheader", "http.extraHeader", "credential.helper",
                "smtp.password",
                "github.token", "http.cookieFile", "sendemail.smtpPass", "a.b.clientSecret", "http.sslKey",
                "http.proxyAuthMethod", "remote.x.authToken",
            ] {
                let error = try #require(bench.failure("baton.git.config('\(key)')"), "\(key)")
                #expect(error.kindName == "git.secret", "\(key): \(error.kindName)")
            }
            try git(bench, "config", "remote.origin.url", "https://ada:\(plantedToken)@example.org/a.git?x=1")
            try git(bench, "config", "alias.deploy", "!curl -H 'Authorization: Bearer \(plantedToken)'")
            #expect(
                try bench.run("return baton.git.config('remote.origin.url')")
                    == .text("https://example.org/a.git")
            )
            #expect(try bench.run("return baton.git.remote_url()") == .text("https://example.org/a.git"))
            #expect(
                try bench.run("return baton.git.config('alias.deploy')").text?.contains(plantedToken) == false
            )
            #expect(try bench.run("return baton.git.config('core.bare')") == .text("false"))
            #expect(try bench.run("return baton.git.config('no.such')") == .nil)
        }
    }

    @Test("a log, a status and a diff have all their fields, and are limited")
    func fields() throws {
        try withBench { bench throws in
            try bench.makeRepository()
            try Files.create(Array("one\n".utf8), at: Paths.join(bench.work, "a.txt"))
            try git(bench, "add", ".")
            let script = """
                local status, stat = baton.git.status(), baton.git.diff_stat()
                local diff, was_cut = baton.git.diff()
                local _, cut = baton.git.diff { max_bytes = 20 }
                local commit = baton.git.log()[1]
                return { status.head == baton.git.head(), status.clean, status.files[1].path, status.files[1].code,
                  status.files[1].is_untracked, stat.insertions, stat.files[1].path, diff:find("+one", 1, true) ~= nil,
                  was_cut, cut, commit.author, commit.email, #commit.files, commit.subject }
                """
            let found = String(
                decoding: ValueJSON.encode(try bench.run(script), pretty: false),
                as: UTF8.self
            )
            #expect(
                found
                    == #"[true,false,"a.txt","A.",false,1,"a.txt",true,false,true,"Ada","ada@example.org",0,"First"]"#
            )
            for call in ["log { limit = 0 }", "log { limit = 10001 }", "diff { max_bytes = 0 }"] {
                #expect(bench.failure("baton.git.\(call)")?.kindName == "arg", "\(call)")
            }
            #expect(bench.failure("baton.git.log { range = '--output=x' }")?.kindName == "git")
        }
    }

    @Test("outside of a repository the failure says so")
    func outside() throws {
        try withBench { bench throws in
            #expect(try bench.run("return baton.git.root()") == .nil)
            #expect(bench.failure("baton.git.head()")?.kindName == "git.no_repository")
        }
    }
}
