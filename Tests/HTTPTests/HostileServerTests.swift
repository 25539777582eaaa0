import HTTP
import TestSupport
import Testing

@Suite("Hostile servers")
struct HostileServerTests {
    /// A generator that gives the same numbers for the same seed (splitmix64).
    struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }

    static let answers = [
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-Trailer: 1\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: /b?c#d\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 404 Not Found\r\nX-A: b\r\n c\r\n\r\nno",
    ]

    @Test(
        "an answer with some bytes changed is an answer or an error that is ours, and never more than allowed",
        arguments: [0xBA7_0001, 0xBA7_0002, 0xBA7_0003] as [UInt64]
    )
    func mutations(seed: UInt64) throws {
        let seen = Answers()
        let server = try LoopbackServer { _ in .init(mode: .raw(seen.next)) }
        let client = try makeClient()
        var generator = Generator(state: seed)
        for round in 0..<120 {
            var bytes = Array((Self.answers.randomElement(using: &generator) ?? "").utf8)
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(contentsOf: bytes[..<place].suffix(20), at: place)
                default: bytes.removeSubrange(place...)
                }
                if bytes.isEmpty { bytes = [0x0A] }
            }
            seen.next = bytes
            let limits = HTTPLimits(connect: .seconds(5), total: .seconds(5), responseBytes: 64)
            do {
                let response = try client.send(server.request(limits: limits, redirects: 2))
                #expect(response.body.count <= 64, "seed \(seed), round \(round)")
            } catch {
                #expect(error is HTTPError, "seed \(seed), round \(round): \(error)")
            }
        }
    }

    /// What the server answers next; the client waits for it, so that there is never a race.
    final class Answers: @unchecked Sendable {
        var next: [UInt8] = []
    }
}
