import Platform
import TestSupport
import Testing

@Suite struct UniqueIDTests {
    @Test("ids are version 4 UUIDs in lower case, and differ")
    func made() {
        var random = SeededGenerator(seed: 4)
        var seen: Set<String> = []
        for _ in 0..<500 {
            let id = UniqueID.make(using: &random)
            #expect(UniqueID.isLowercaseUUID(id))
            let characters = Array(id)
            #expect(characters[14] == "4")
            #expect("89ab".contains(characters[19]))
            seen.insert(id)
        }
        #expect(seen.count == 500)
        #expect(UniqueID.isLowercaseUUID(UniqueID.make()))
    }

    @Test(
        "what is no UUID in lower case is told",
        arguments: [
            "", "11111111-2222-4333-8444-55555555555", "11111111-2222-4333-8444-5555555555555",
            "11111111-2222-4333-8444-55555555555G", "A1111111-2222-4333-8444-555555555555",
            "111111112222-4333-8444-5555-55555555", "11111111-2222-4333-8444/555555555555",
            "11111111-2222-4333-8444-55555555555é",
            "../../../../../../../../etc/passwd/x",
        ]
    )
    func others(text: String) {
        #expect(!UniqueID.isLowercaseUUID(text))
    }

    @Test("numbers drawn many at a time do not repeat, and use all their bits")
    func drawn() {
        var random = RandomBytes()
        var seen: Set<UInt64> = []
        var ones: UInt64 = 0
        var zeros: UInt64 = 0
        for _ in 0..<1000 {
            let number = random.next()
            seen.insert(number)
            ones |= number
            zeros |= ~number
        }
        #expect(seen.count == 1000)
        #expect(ones == .max)
        #expect(zeros == .max)
    }
}
