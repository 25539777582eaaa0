import Testing
import YAML

@Suite struct MutationTests {
    static let seeds = [
        "# c\nbaton: 1\nabout: Hand over.\nsteps:\n  - id: a\n    use: b.c\n    with:\n      x: ${{ y.z }}\n",
        "a: [b, 'c', \"d\\n\", {e: f}]\ng: |\n  text\n   more\n\nh: >-\n  folded\n  text\n? k\n: v\n",
        "%YAML 1.2\n---\n- &a x\n- *a\n- !t y\n- <<: z\n...\n",
        "\u{FEFF}é: 日本\r\nb:\r\n  - 'it''s'\r\n  - \"\\u00e9\\x41\"\r\n",
    ]

    static let pieces =
        [
            "\t", " ", "  ", "\n", "\r\n", "\r", ": ", ":", "- ", "-", "? ", "?", "[", "]", "{", "}", ",",
            "#", " #", "&", "*", "!",
            "|", ">", "'", "\"", "%", "@", "`", "\\", "\\x00", "\\ud800", "${{", "}}", "---", "...", "<<",
            "é", "\u{85}",
            "\u{2028}", "\u{FEFF}", "\u{0}", "%YAML 1.1\n", "%TAG ! x\n", "|2", "|-", "a: b", "~",
        ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF0, 0x9F]]

    @Test("any text is read or refused, and every place given is right")
    func mutations() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SplitMix(state: seed)
        var good = 0
        var bad = 0
        for round in 0..<4000 {
            var bytes = Array(Self.seeds[Int.random(in: 0..<Self.seeds.count, using: &random)].utf8)
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let place = Int.random(in: 0...bytes.count, using: &random)
                let upTo = min(bytes.count, place + Int.random(in: 0...6, using: &random))
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes.removeSubrange(place..<upTo)
                case 1:
                    bytes.insert(
                        contentsOf: bytes[place..<upTo],
                        at: Int.random(in: 0...bytes.count, using: &random)
                    )
                default: bytes.insert(contentsOf: Self.pieces.randomElement(using: &random) ?? [], at: place)
                }
            }
            switch read(bytes) {
            case .success(let root):
                good += 1
                if let root { check(root, in: bytes, "seed \(seed) round \(round)") }
            case .failure(let errors):
                bad += 1
                check(errors, in: bytes, "seed \(seed) round \(round)")
            }
        }
        // Mutations that all fail, or never do, would test nothing.
        #expect(good > 100 && bad > 100, "seed \(seed)")
    }

    @Test("any bytes are read or refused")
    func noise() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SplitMix(state: seed)
        for round in 0..<4000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...40, using: &random) {
                bytes += Self.pieces.randomElement(using: &random) ?? []
            }
            switch read(bytes) {
            case .success(let root): if let root { check(root, in: bytes, "seed \(seed) round \(round)") }
            case .failure(let errors): check(errors, in: bytes, "seed \(seed) round \(round)")
            }
        }
    }

    private func check(_ errors: YAMLErrors, in bytes: [UInt8], _ comment: Comment) {
        #expect((1...YAMLErrors.most).contains(errors.all.count), comment)
        for error in errors.all {
            #expect(error.length >= 1, comment)
            #expect(isRight(error.mark, in: bytes), "\(comment) \(error) \(error.mark)")
            if let related = error.related { #expect(isRight(related.mark, in: bytes), comment) }
            let said = error.message + (error.hint ?? "") + (error.related?.message ?? "")
            #expect(said.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }, comment)
        }
    }

    private func check(_ root: YAMLNode, in bytes: [UInt8], _ comment: Comment) {
        for node in allNodes(root) {
            #expect(isRight(node.start, in: bytes) && isRight(node.end, in: bytes), "\(comment) \(node)")
            #expect(node.start.offset <= node.end.offset, comment)
            let written = String(decoding: bytes[node.start.offset..<node.end.offset], as: UTF8.self)
            if case .scalar(let text, .plain) = node.content, node.start.line == node.end.line {
                // libyaml folds at NEL, LS and PS too, which end no line for us.
                if !written.unicodeScalars.contains(where: {
                    "\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0)
                }) {
                    #expect(text == written, comment)
                }
            }
            if node.style == .singleQuoted {
                #expect(written.hasPrefix("'") && written.hasSuffix("'"), comment)
            }
            if node.style == .doubleQuoted {
                #expect(written.hasPrefix("\"") && written.hasSuffix("\""), comment)
            }
            for (key, value) in node.entries.map({ zip($0.map(\.key), $0.map(\.value)) }) ?? zip([], []) {
                #expect(key.end.offset <= value.start.offset && value.end.offset <= node.end.offset, comment)
            }
            for (item, next) in node.items.map({ zip($0, $0.dropFirst()) }) ?? zip([], [][...]) {
                #expect(item.end.offset <= next.start.offset, comment)
            }
        }
    }

    /// Whether line and column of a place follow from its offset, counted the plain way.
    private func isRight(_ mark: YAMLMark, in bytes: [UInt8]) -> Bool {
        guard (0...bytes.count).contains(mark.offset) else { return false }
        var line = 1
        var column = 1
        var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while index < mark.offset {
            let byte = bytes[index]
            if byte == 0x0A || byte == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A) {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
            index += 1
        }
        return mark.line == line && mark.column == column
    }
}

/// A generator whose numbers follow from its seed (SplitMix64, public domain).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
