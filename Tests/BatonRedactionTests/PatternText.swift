import Patterns

/// Makes texts that match an expression of the first stage: literals, classes, groups and bounded repetitions.
struct PatternText {
    /// What the expression may be made of; anything else is a mistake in the test.
    indirect enum Node {
        case byte(UInt8)
        case anyOf([UInt8])
        case choice([[Node]])
        case repeated(Node, ClosedRange<Int>)
    }

    private let nodes: [Node]

    /// Reads an expression; an alternative that is the start of the input is passed over.
    init(_ pattern: ScanPattern) {
        var rest = Array(pattern.expression.utf8)[...]
        nodes = Self.sequence(&rest)
        precondition(rest.isEmpty, "no reading of \(pattern.expression)")
    }

    /// A match.
    func make(_ random: inout SeededGenerator) -> [UInt8] {
        var bytes: [UInt8] = []
        for node in nodes { Self.append(node, to: &bytes, &random) }
        return bytes
    }

    private static func append(_ node: Node, to bytes: inout [UInt8], _ random: inout SeededGenerator) {
        switch node {
        case .byte(let byte): bytes.append(byte)
        case .anyOf(let all): bytes.append(all[Int.random(in: 0..<all.count, using: &random)])
        case .choice(let all):
            for node in all[Int.random(in: 0..<all.count, using: &random)] {
                append(node, to: &bytes, &random)
            }
        case .repeated(let node, let counts):
            for _ in 0..<Int.random(in: counts, using: &random) { append(node, to: &bytes, &random) }
        }
    }

    private static func sequence(_ rest: inout ArraySlice<UInt8>) -> [Node] {
        var nodes: [Node] = []
        while let byte = rest.first {
            let node: Node
            switch byte {
            case UInt8(ascii: "|"), UInt8(ascii: ")"): return nodes
            case UInt8(ascii: "^"):
                rest.removeFirst()
                continue
            case UInt8(ascii: "("): node = group(&rest)
            case UInt8(ascii: "["): node = .anyOf(members(&rest))
            case UInt8(ascii: "\\"): node = .anyOf(escape(&rest))
            default: node = .byte(rest.removeFirst())
            }
            nodes.append(repeated(node, &rest))
        }
        return nodes
    }

    private static func group(_ rest: inout ArraySlice<UInt8>) -> Node {
        rest.removeFirst(rest.dropFirst().first == UInt8(ascii: "?") ? 3 : 1)
        var all = [sequence(&rest)]
        while rest.first == UInt8(ascii: "|") {
            rest.removeFirst()
            all.append(sequence(&rest))
        }
        rest.removeFirst()
        return .choice(all.filter { !$0.isEmpty })
    }

    private static func repeated(_ node: Node, _ rest: inout ArraySlice<UInt8>) -> Node {
        switch rest.first {
        case UInt8(ascii: "?"):
            rest.removeFirst()
            return .repeated(node, 0...1)
        case UInt8(ascii: "*"):
            rest.removeFirst()
            return .repeated(node, 0...3)
        case UInt8(ascii: "+"):
            rest.removeFirst()
            return .repeated(node, 1...3)
        case UInt8(ascii: "{"):
            let end = rest.firstIndex(of: UInt8(ascii: "}")) ?? rest.endIndex
            let bounds = String(decoding: rest[rest.startIndex + 1..<end], as: UTF8.self)
                .split(separator: ",").map { Int($0) ?? 0 }
            rest = rest[(end + 1)...]
            return .repeated(node, bounds[0]...bounds[bounds.count - 1])
        default: return node
        }
    }

    private static func escape(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
        rest.removeFirst()
        let byte = rest.removeFirst()
        switch byte {
        case UInt8(ascii: "x"):
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            rest.removeFirst(2)
            return [UInt8(digits, radix: 16) ?? 0]
        case UInt8(ascii: "n"): return [0x0a]
        case UInt8(ascii: "r"): return [0x0d]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "s"): return [0x20, 0x09, 0x0a]
        case UInt8(ascii: "d"): return Array(UInt8(ascii: "0")...UInt8(ascii: "9"))
        case UInt8(ascii: "w"): return Array("azAZ09_".utf8)
        default: return [byte]
        }
    }

    private static func members(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
        rest.removeFirst()
        let isNegated = rest.first == UInt8(ascii: "^")
        if isNegated { rest.removeFirst() }
        var all: Set<UInt8> = []
        var isFirst = true
        while let byte = rest.first, byte != UInt8(ascii: "]") || isFirst {
            isFirst = false
            let low = byte == UInt8(ascii: "\\") ? escape(&rest) : [rest.removeFirst()]
            guard low.count == 1, rest.first == UInt8(ascii: "-"), rest.dropFirst().first != UInt8(ascii: "]")
            else {
                all.formUnion(low)
                continue
            }
            rest.removeFirst()
            let high = rest.first == UInt8(ascii: "\\") ? escape(&rest) : [rest.removeFirst()]
            all.formUnion(low[0]...high[0])
        }
        rest.removeFirst()
        // A class without the letters of one case has none of the other where case does not count.
        return isNegated ? (0x20..<0x40).filter { !all.contains($0) } : all.sorted()
    }
}
