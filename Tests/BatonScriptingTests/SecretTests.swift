import BatonHost
import BatonScripting
import Lua
import Platform
import Testing

@Suite("Secrets in Lua")
struct SecretTests {
    private func withSecret<Result>(_ body: (Bench) throws -> Result) throws -> Result {
        try withBench { bench throws in
            let folder = bench.home + "/.config/baton/secrets"
            try Files.makeDirectory(folder)
            try Files.create(Array("correct horse\n".utf8), at: folder + "/key", mode: 0o600)
            return try body(bench)
        }
    }

    @Test(
        "a script cannot look into a secret, whatever it tries",
        arguments: [
            "return 'x' .. s", "return s .. 'x'", "return #s", "return s < s", "return s + 1",
            "return s.text",
            "return s:sub(1)", "return string.format('%d', s)", "return ('x'):rep(s)",
            "return table.concat({ s })",
            "return baton.json.encode(s)", "return baton.json.encode({ a = { s } })",
            "return baton.fs.write('a', s)",
            "return baton.upload.put(s)", "return baton.text.slug(s)", "return load(s)",
            "return string.byte(s)",
            "for c in pairs(s) do return c end", "return ('x'):gsub('x', s)", "return tonumber(s) .. 'x'",
            "error(s .. '')",
        ]
    )
    func opaque(script: String) throws {
        try withSecret { bench throws in
            let failure = try #require(
                bench.failure("local s = baton.secrets.get('key')\n" + script)?.message
            )
            #expect(!failure.contains("correct"), "\(failure)")
            #expect(try Files.names(in: bench.work) == [])
        }
    }

    @Test("it prints as <secret>, and what comes back of it is masked wherever it shows")
    func shown() throws {
        try withSecret { bench throws in
            let script = """
                local s = baton.secrets.get("key")
                print(s, tostring(s))
                baton.log.say(s)
                baton.log.info("with", { s = s })
                local told = baton.proc.run({ "sh", "-c", "printf %s \\"$K\\"" }, { env = { K = s } }).stdout
                print(told)
                baton.log.warn(told)
                return told == "correct horse" and s == s
                """
            #expect(try bench.run(script) == .bool(true))
            #expect(
                bench.said == [
                    "<secret>\t<secret>", "<secret>", "with s=<secret>", "[redacted:secret:1]",
                    "warning: [redacted:secret:1]",
                ]
            )
            let failure = try #require(
                bench.failure(
                    """
                    local s = baton.secrets.get("key")
                    error(baton.proc.run({ "sh", "-c", "printf %s \\"$K\\"" }, { env = { K = s } }).stdout)
                    """
                )?.message
            )
            #expect(failure.contains("[redacted:secret:1]") && !failure.contains("correct"))
        }
    }
}
