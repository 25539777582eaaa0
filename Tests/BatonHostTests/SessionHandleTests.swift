import BatonHost
import Lua
import Testing

@Suite("Session handles")
struct SessionHandleTests {
    private static let other = "22222222-2222-4333-8444-555555555555"

    @Test("one session has one handle in a run, and a handle is as good as an id")
    func handles() throws {
        try withBench { bench throws in
            try bench.addSession()
            try bench.addSession(id: Self.other)
            let listed = try #require(try bench.call("sessions.list").list)
            #expect(Set(listed).count == 2)
            let found = try bench.call("sessions.find", .text(Self.other))
            #expect(listed.contains(found))
            #expect(try bench.call("sessions.info", found).field("id") == .text(Self.other))
            #expect(try bench.call("export.json", found).field("session_id") == .text(Self.other))
            #expect(try bench.call("sessions.list", .record(["limit": .int(1)])).list?.count == 1)
            #expect(try bench.call("sessions.find", .text("nothing-like-it")) == .nil)
        }
    }

    @Test("a handle that this run did not give is refused")
    func foreign() throws {
        try withBench { bench throws in
            for (type, slot) in [
                (HostHandles.session, UInt64(7)), (HostHandles.session + 1, 1), (HostHandles.session, 0),
            ] {
                let handle = HostValue.handle(LuaHandle(type: type, slot: slot, generation: 1))
                #expect(bench.failure("sessions.info", handle)?.hasPrefix("arg: ") == true)
            }
        }
    }
}
