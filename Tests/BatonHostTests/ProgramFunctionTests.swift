import BatonHost
import Lua
import Platform
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Programs for scripts")
struct ProgramFunctionTests {
    private func sh(_ script: String) -> HostValue { .texts(["sh", "-c", script]) }

    @Test("a program gets arguments, input, directory and variables, and gives back how it ended")
    func runs() throws {
        try withBench { bench throws in
            try Files.makeDirectory(bench.work + "/sub")
            let result = try bench.call(
                "proc.run",
                .texts(["sh", "-c", "cat; pwd; echo $NAME \"$1\" >&2; exit 3", "sh", "a b; $(x)"]),
                .record([
                    "stdin": .text("in\n"), "cwd": .text("sub"), "env": .record(["NAME": .text("ada")]),
                ])
            )
            #expect(result.field("code") == .int(3))
            #expect(result.field("signal") == nil)
            #expect(result.field("stdout") == .text("in\n\(bench.work)/sub\n"))
            #expect(result.field("stderr") == .text("ada a b; $(x)\n"))
            #expect(result.field("truncated") == .bool(false))
            #expect(
                bench.failure("proc.run", sh("exit 3"), .record(["check": .bool(true)]))
                    == "proc.failed: 'sh' ended with status 3"
            )
            let killed = try bench.call("proc.run", sh("kill -9 $$"))
            #expect(killed.field("signal") == .int(9) && killed.field("code") == .int(137))
        }
    }

    @Test("output is bounded, and says so")
    func bounded() throws {
        try withBench { bench throws in
            let result = try bench.call(
                "proc.run",
                sh("head -c 100000 /dev/zero"),
                .record(["max_bytes": .int(10)])
            )
            #expect(result.field("stdout") == .string(LuaString(bytes: [UInt8](repeating: 0, count: 10))))
            #expect(result.field("truncated") == .bool(true))
        }
    }

    @Test("a program that runs too long is ended with all that it started")
    func timeout() throws {
        try withBench { bench throws in
            let script = "sleep 300 & echo $! > child; wait"
            #expect(
                bench.failure("proc.run", sh(script), .record(["timeout": .text("300ms")]))
                    == "proc.timeout: program 'sh' ran longer than 0.3 seconds and was ended"
            )
            let child = try #require(
                Int32(
                    String(decoding: try Files.read(bench.work + "/child"), as: UTF8.self).filter(\.isNumber)
                )
            )
            // What was killed may wait for its parent to take note of it, which is none of ours.
            var isGone = false
            for _ in 0..<200 where !isGone {
                isGone = kill(child, 0) != 0 || state(of: child) == "Z"
                if !isGone { usleep(10_000) }
            }
            #expect(isGone)
        }
    }

    private func state(of process: Int32) -> Character? {
        guard let status = try? Files.read("/proc/\(process)/stat") else { return nil }
        return String(decoding: status, as: UTF8.self).split(separator: " ").dropFirst(2).first?.first
    }

    @Test("only programs that were named run, and a name is never a program of the project")
    func permission() throws {
        try withBench { bench throws in
            let bin = bench.work + "/bin"
            try Files.makeDirectory(bin)
            try Files.create(Array("#!/bin/sh\necho fake\n".utf8), at: bin + "/uname", mode: 0o755)
            try Files.create(Array("#!/bin/sh\necho tool\n".utf8), at: bin + "/tool", mode: 0o755)
            bench.environment["PATH"] = "\(bin):bin:.:/usr/bin:/bin"
            bench.permissions = PermissionSet([.run: ["uname", "./bin/tool"]])
            let real = try bench.call("proc.run", .texts(["uname"])).field("stdout")
            #expect(real != .text("fake\n") && real != .text(""))
            #expect(try bench.call("proc.run", .texts([bin + "/tool"])).field("stdout") == .text("tool\n"))
            for name in ["tool", "sh", "/bin/sh", bin + "/uname", "../work/bin/uname"] {
                let failure = bench.failure("proc.run", .texts([name]))
                #expect(
                    failure?.hasPrefix("denied: baton.proc.run needs the permission 'run' '") == true,
                    "\(name): \(failure ?? "ran")"
                )
                #expect(bench.failure("proc.find", .text(name))?.hasPrefix("denied: ") == true)
            }
            #expect(try bench.call("proc.find", .text("uname")).text?.hasPrefix(bin) == false)
        }
    }

    @Test("a link to a program of many names is not that program")
    func manyNames() throws {
        try withBench { bench throws in
            let bin = bench.root + "/bin"
            try Files.makeDirectory(bin)
            try Files.create(Array("#!/bin/sh\nbasename $0\n".utf8), at: bin + "/box", mode: 0o755)
            for name in ["good", "evil"] { symlink("box", bin + "/" + name) }
            bench.environment["PATH"] = bin + ":/usr/bin:/bin"
            bench.permissions = PermissionSet([.run: ["good"]])
            #expect(try bench.call("proc.run", .texts(["good"])).field("stdout") == .text("good\n"))
            #expect(try bench.call("proc.run", .texts([bin + "/good"])).field("code") == .int(0))
            for name in ["evil", "box", bin + "/evil", bin + "/box"] {
                #expect(bench.failure("proc.run", .texts([name]))?.hasPrefix("denied") == true, "\(name)")
            }
        }
    }

    @Test("a variable may be a secret; what holds secrets, and what changes what is loaded, is not handed on")
    func environment() throws {
        try withBench { bench throws in
            bench.environment["BATON_SECRET_TOKEN"] = "abcdef-123"
            bench.programs = SystemPrograms(environment: bench.environment)
            let secret = try bench.call("secrets.get", .text("TOKEN"))
            let result = try bench.call(
                "proc.run",
                sh("test \"$T\" = abcdef-123 && echo same; echo \"[$BATON_SECRET_TOKEN]\"; echo $T"),
                .record(["env": .record(["T": secret])])
            )
            #expect(result.field("stdout") == .text("same\n[]\nabcdef-123\n"))
            // What the program tells of it is masked where it would show.
            try bench.call("log.say", try #require(result.field("stdout")))
            #expect(bench.console.said == "same\n[]\n[redacted:secret:1]\n\n")
            for name in ["LD_PRELOAD", "DYLD_INSERT_LIBRARIES", "A=B", "", "A\0"] {
                let failure = bench.failure(
                    "proc.run",
                    sh("true"),
                    .record(["env": .record([name: .text("x")])])
                )
                #expect(failure?.hasPrefix("arg: ") == true, "\(name)")
            }
            #expect(bench.failure("proc.run", .array([.text("echo"), secret])) != nil)
        }
    }

    @Test("what is missing or cannot start has a kind of its own")
    func missing() throws {
        try withBench { bench throws in
            try Files.create(Array("no program".utf8), at: bench.work + "/data", mode: 0o755)
            #expect(
                bench.failure("proc.run", .texts(["no-such-program-here"]))
                    == "proc.not_found: program 'no-such-program-here' was not found on the PATH"
            )
            #expect(bench.failure("proc.run", .texts(["./none"]))?.hasPrefix("proc.not_found: ") == true)
            #expect(bench.failure("proc.run", .texts(["./data"]))?.hasPrefix("proc.start: ") == true)
            #expect(bench.failure("proc.run", .texts([]))?.hasPrefix("arg: ") == true)
            #expect(bench.failure("proc.run", .texts([""]))?.hasPrefix("arg: ") == true)
            #expect(try bench.call("proc.find", .text("no-such-program-here")) == .nil)
        }
    }
}
