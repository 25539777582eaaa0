import BatonHost
import BatonScripting
import Lua
import Platform
import TestSupport
import Testing

@Suite("Several things at the same time")
struct TaskTests {
    @Test("results come in the order of the calls, by function or by name")
    func order() throws {
        try withBench { bench throws in
            let server = try LoopbackServer { .init(String($0.path.dropFirst())) }
            let permissions = PermissionSet([
                .http: ["http://127.0.0.1:\(server.port)"], .read: [], .write: [],
            ])
            let script = """
                local calls = {}
                for i = 1, 40 do
                  calls[i] = i % 2 == 0 and { fn = baton.http.get, args = { "\(server.url("/"))" .. i } }
                    or { call = "http.get", args = { "\(server.url("/"))" .. i } }
                end
                local all = {}
                for i, answer in ipairs(baton.task.all(calls)) do all[i] = answer.body end
                return table.concat(all, ",")
                """
            let expected = (1...40).map { "\($0)" }.joined(separator: ",")
            #expect(try bench.run(script, permissions: permissions) == .text(expected))
            #expect(server.requests.count == 40)
            #expect(try bench.run("return #baton.task.all({})") == .int(0))
        }
    }

    @Test("what waits waits together: as many requests as threads are under way at once")
    func together() throws {
        try withBench { bench throws in
            let gate = Gate(count: 4)
            // Nobody is answered before all have asked.
            let server = try LoopbackServer { _ in
                gate.arrive()
                return .init("ok")
            }
            let permissions = PermissionSet([.http: ["http://127.0.0.1:\(server.port)"]])
            let script = """
                local call = { fn = baton.http.get, args = { "\(server.url())", { timeout = "60s" } } }
                return #baton.task.all({ call, call, call, call })
                """
            #expect(try bench.run(script, permissions: permissions) == .int(4))
        }
    }

    @Test("the first failure is raised and ends those that wait")
    func failure() throws {
        try withBench { bench throws in
            let server = try LoopbackServer {
                $0.path == "/silent" ? .init(mode: .silent) : .init(status: 404)
            }
            let permissions = PermissionSet([.http: ["http://127.0.0.1:\(server.port)"], .run: ["sleep"]])
            let script = """
                return baton.task.all({
                  { fn = baton.http.get, args = { "\(server.url("/silent"))", { timeout = "10m" } } },
                  { fn = baton.proc.run, args = { { "sleep", "600" }, { timeout = "10m" } } },
                  { fn = baton.http.get, args = { "\(server.url("/none"))", { check = true } } },
                })
                """
            let failure = try #require(bench.failure(script, permissions: permissions)?.message)
            #expect(failure.contains("answered with status 404"))
        }
    }

    @Test("permissions and arguments are checked as in any call")
    func checks() throws {
        try withBench { bench throws in
            let denied = "return baton.task.all({ { call = 'http.get', args = { 'https://example.org/' } } })"
            #expect(
                bench.failure(denied, permissions: PermissionSet([.http: ["example.com"]]))?.message
                    .contains("needs the permission 'http' 'example.org'") == true
            )
            for call in [
                "{ call = 'task.sleep', args = { 1 } }", "{ call = 'prompt.confirm', args = { 'x' } }",
                "{ fn = print, args = {} }", "{ fn = function() end }", "{ call = 'none' }", "{}",
                "{ fn = 1 }",
                "{ fn = baton.fs.read, call = 'fs.read' }", "{ call = 'fs.read', args = 1 }",
                "{ call = 'fs.read', x = 1 }",
                "{ fn = baton.try, args = {} }", "{ fn = baton.fs.join, args = { 'a', 'b' } }", "1",
            ] {
                let failure = bench.failure("return baton.task.all({ \(call) })")?.message
                #expect(
                    failure?.contains("baton.task.all: argument 'calls'") == true,
                    "\(call): \(failure ?? "ran")"
                )
            }
        }
    }

    @Test("many threads share one run without harm")
    func shared() throws {
        try withBench { bench throws in
            try bench.addSession()
            try Files.create(Array("text".utf8), at: Paths.join(bench.work, "a.txt"))
            let script = """
                local calls = {}
                for i = 1, 200 do
                  calls[i] = i % 3 == 0 and { fn = baton.fs.read, args = { "a.txt" } }
                    or i % 3 == 1 and { fn = baton.sessions.list, args = {} }
                    or { fn = baton.fs.write, args = { "out-" .. i, "token " .. i } }
                end
                local results = baton.task.all(calls)
                return results[3] .. #results .. results[1][1].id
                """
            #expect(try bench.run(script) == .text("text200" + Bench.sessionID))
        }
    }

    @Test("sleeping ends with the limit of the clock on the wall")
    func sleep() throws {
        try withBench { bench throws in
            var limits = LuaLimits.trusted
            limits.wallTime = .milliseconds(100)
            let error = #expect(throws: LuaError.self) {
                try bench.run("pcall(baton.task.sleep, 600) while true do end", limits: limits)
            }
            #expect(error?.kind == .limit(.wall))
            let slow = try LoopbackServer { _ in .init(mode: .silent) }
            let permissions = PermissionSet([.http: ["http://127.0.0.1:\(slow.port)"], .run: ["sleep"]])
            for call in [
                "baton.http.get('\(slow.url())', { timeout = '10m' })",
                "baton.proc.run({ 'sleep', '600' }, { timeout = '10m' })",
                "baton.task.all({ { fn = baton.proc.run, args = { { 'sleep', '600' }, { timeout = '10m' } } } })",
            ] {
                let error = #expect(throws: LuaError.self, "\(call)") {
                    try bench.run(
                        "pcall(function() \(call) end) while true do end",
                        permissions: permissions,
                        limits: limits
                    )
                }
                #expect(error?.kind == .limit(.wall), "\(call)")
            }
            #expect(bench.failure("baton.task.sleep('x')")?.message.contains("must be a duration") == true)
        }
    }
}

/// Lets nobody through before a number of them is there.
private final class Gate: Sendable {
    private let lock = ManualLock()
    private nonisolated(unsafe) var missing: Int

    init(count: Int) { missing = count }

    func arrive() {
        lock.lock()
        missing -= 1
        lock.unlock()
        while true {
            lock.lock()
            let isOpen = missing <= 0
            lock.unlock()
            if isOpen { return }
            Sleep.seconds(0.005)
        }
    }
}
