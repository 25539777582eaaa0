import Platform
import TestSupport
import Testing

@Suite struct ProgramTests {
    let programs = SystemPrograms(environment: ["PATH": "/usr/bin:/bin", "KEEP": "kept", "DROP": "dropped"])

    func shell(_ script: String, input: [UInt8] = [], timeout: Double = 60) -> Program {
        Program("sh", ["-c", script], input: input, timeout: timeout)
    }

    @Test("status, output and error come back")
    func results() throws {
        let result = try programs.run(shell("echo out; echo err >&2; exit 3"))
        #expect(result.status == 3)
        #expect(result.text == "out")
        #expect(result.error == Array("err\n".utf8))
        #expect(try programs.run(shell("kill -9 $$")).status == 137)
    }

    @Test("a megabyte goes in and out")
    func feed() throws {
        let input = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        #expect(try programs.run(Program("cat", [], input: input)).output == input)
    }

    @Test("much output on both streams does not block")
    func output() throws {
        let result = try programs.run(shell("head -c 3000000 /dev/zero; head -c 2000000 /dev/zero >&2"))
        #expect(result.output.count == 3_000_000)
        #expect(result.error.count == 2_000_000)
        var limited = shell("head -c 3000000 /dev/zero")
        limited.outputLimit = 1000
        #expect(try programs.run(limited).output.count == 1000)
    }

    @Test("a program that does not read its input is no failure of ours")
    func unread() throws {
        let input = [UInt8](repeating: 1, count: 1 << 20)
        #expect(try programs.run(shell("exit 4", input: input)).status == 4)
        #expect(try programs.run(shell("exec <&-; echo done", input: input)).text == "done")
    }

    @Test(
        "a program that runs too long is ended, whether or not its streams are open",
        arguments: ["exec sleep 60", "exec sleep 60 >&- 2>&-"]
    )
    func timeouts(script: String) {
        #expect(throws: PlatformError.programTimedOut(name: "sh", seconds: 0.2)) {
            try programs.run(shell(script, timeout: 0.2))
        }
    }

    @Test("the end of a program is seen though a child of it holds the streams")
    func backgroundChild() throws {
        let result = try programs.run(shell("sleep 5 & echo $!", timeout: 60))
        #expect(result.status == 0)
        _ = try programs.run(Program("kill", [result.text]))
    }

    @Test("variables are handed on, set and removed")
    func environment() throws {
        var program = shell("echo $KEEP-$DROP-$NEW")
        program.environment = ["DROP": nil as String?, "NEW": "new"]
        #expect(try programs.run(program).text == "kept--new")
    }

    @Test("a program runs in its directory")
    func directory() throws {
        try withTemporaryDirectory { root in
            let result = try programs.run(Program("pwd", [], in: root))
            #expect(result.text == root)
            #expect(throws: PlatformError.self) { try programs.run(Program("pwd", [], in: root + "/none")) }
        }
    }

    @Test("a program that is not there is told by name")
    func missing() {
        #expect(throws: PlatformError.programNotFound(name: "no-such-program-here")) {
            try programs.run(Program("no-such-program-here", []))
        }
        #expect(throws: PlatformError.programNotFound(name: "/no/such/program")) {
            try programs.run(Program("/no/such/program", []))
        }
    }

    @Test("relative entries of the PATH do not count")
    func relative() throws {
        try withTemporaryDirectory { root in
            try Files.write(Array("#!/bin/sh\n".utf8), to: root + "/tool", mode: 0o755)
            try Files.makeDirectory(root + "/dir/tool")
            try Files.write(Array("#!/bin/sh\n".utf8), to: root + "/plain", mode: 0o644)
            func find(_ path: String, _ name: String) -> String? {
                SystemPrograms(environment: ["PATH": path]).find(name)
            }
            #expect(find(root, "tool") == root + "/tool")
            #expect(find("::.:\(root)", "tool") == root + "/tool")
            #expect(find(".:..:", "tool") == nil)
            #expect(find(String(root.dropFirst()), "tool") == nil)
            #expect(find("\(root)/dir:\(root)", "tool") == root + "/tool")
            #expect(find(root, "plain") == nil || isRoot)
        }
    }

    @Test("an argument with a NUL is refused, not cut")
    func zero() {
        #expect(throws: PlatformError.self) { try programs.run(Program("echo", ["a\0b"])) }
        #expect(throws: PlatformError.self) {
            try programs.run(Program("echo", [], environment: ["A": "a\0B=b"]))
        }
    }

    @Test("odd arguments arrive as they are")
    func arguments() throws {
        let odd = ["", " ", "$HOME", "a'b\"c", "é\n", "-n", "*"]
        let result = try programs.run(Program("printf", ["%s|"] + odd))
        #expect(String(decoding: result.output, as: UTF8.self) == odd.joined(separator: "|") + "|")
    }

    @Test("a detached program goes on without us")
    func detached() throws {
        try withTemporaryDirectory { root in
            try programs.startDetached(
                shell("mkfifo '\(root)/ready'; exec 3<'\(root)/ready'; echo done > '\(root)/out'")
            )
            // Opening the pipe waits for its other end, and so for the program.
            _ = try programs.run(
                shell(
                    "until [ -p '\(root)/ready' ]; do :; done; : > '\(root)/ready'; until [ -s '\(root)/out' ]; do :; done"
                )
            )
            #expect(try Files.read(root + "/out") == Array("done\n".utf8))
        }
    }

    @Test("this process has ancestors, itself first")
    func ancestors() {
        let ancestors = Context.system().ancestors()
        #expect(ancestors.count >= 2)
        #expect(Set(ancestors).count == ancestors.count)
        #expect(!ancestors.contains(1) || ancestors[1] == 1)
    }
}
