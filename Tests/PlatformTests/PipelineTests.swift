import Platform
import Testing

struct PipelineTests {
    private struct Stop: Error {}

    @Test func `values arrive in order, however many wait`() throws {
        for depth in [1, 2, 7] {
            var taken: [Int] = []
            try Pipeline.run(depth: depth) { (put: (Int) -> Bool) in
                for number in 0..<1_000 where !put(number) { break }
            } consume: {
                taken.append($0)
            }
            #expect(taken == Array(0..<1_000))
        }
    }

    @Test func `a consumer that throws stops the producer`() {
        var made = 0
        #expect(throws: Stop.self) {
            try Pipeline.run(depth: 2) { (put: (Int) -> Bool) in
                while put(made) { made += 1 }
            } consume: {
                if $0 == 10 { throw Stop() }
            }
        }
        #expect(made >= 10 && made < 20)
    }

    @Test func `what a producer threw comes after all that it made`() {
        var taken: [Int] = []
        #expect(throws: Stop.self) {
            try Pipeline.run(depth: 3) { (put: (Int) -> Bool) in
                for number in 0..<5 { _ = put(number) }
                throw Stop()
            } consume: {
                taken.append($0)
            }
        }
        #expect(taken == [0, 1, 2, 3, 4])
    }

    @Test func `nothing made is nothing consumed`() throws {
        try Pipeline.run(depth: 1) { (_: (Int) -> Bool) in
        } consume: { _ in
            Issue.record("nothing was made")
        }
    }
}
