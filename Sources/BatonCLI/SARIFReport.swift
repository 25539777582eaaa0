internal import BatonHost
internal import BatonRedaction
internal import Digest
internal import JSON

/// Findings as a log in SARIF 2.1.0 (OASIS), which code hosts and editors show beside the files.
struct SARIFReport {
    let inputs: [RedactionFindings]
    let rules: [Rule]
    let version: String

    func write(to writer: inout JSONWriter) {
        let used = Set(inputs.flatMap { $0.places.map(\.finding.rule) })
        let rules = rules.filter { used.contains($0.id) }
        let numbers = Dictionary(rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
        writer.object { writer in
            writer.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
            writer.member("version", "2.1.0")
            writer.key("runs")
            writer.array { writer in
                writer.object { writer in
                    writer.key("tool")
                    writer.object { writer in
                        writer.key("driver")
                        writer.object { writer in
                            writer.member("name", "baton")
                            writer.member("version", version)
                            writer.key("rules")
                            writer.array { writer in for rule in rules { Self.write(rule, to: &writer) } }
                        }
                    }
                    writer.member("columnKind", "unicodeCodePoints")
                    writer.key("results")
                    writer.array { writer in
                        for input in inputs { write(input, numbers, to: &writer) }
                    }
                }
            }
        }
    }

    private static func write(_ rule: Rule, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", rule.id)
            writer.key("shortDescription")
            writer.object { $0.member("text", rule.about.isEmpty ? rule.id : rule.about) }
            writer.key("defaultConfiguration")
            writer.object { $0.member("level", "error") }
        }
    }

    private func write(_ input: RedactionFindings, _ numbers: [String: Int], to writer: inout JSONWriter) {
        let lines = LineStarts(input.bytes)
        var prints = SARIFFingerprints(input, lines)
        for place in input.places {
            let start = lines.offset(ofLine: place.line) + place.column - 1
            let end = min(start + place.finding.length, input.bytes.count)
            let last = lines.line(of: max(start, end - 1))
            writer.object { writer in
                writer.member("ruleId", place.finding.rule)
                if let number = numbers[place.finding.rule] { writer.member("ruleIndex", number) }
                writer.member("level", "error")
                writer.key("message")
                writer.object { $0.member("text", "A secret that rule '\(place.finding.rule)' found.") }
                writer.key("locations")
                writer.array { writer in
                    writer.object { writer in
                        writer.key("physicalLocation")
                        writer.object { writer in
                            writer.key("artifactLocation")
                            writer.object { $0.member("uri", Self.uri(input.name)) }
                            writer.key("region")
                            writer.object { writer in
                                writer.member("startLine", place.line)
                                writer.member("startColumn", lines.column(of: start, line: place.line))
                                writer.member("endLine", last)
                                writer.member("endColumn", lines.column(of: end, line: last))
                                writer.member("byteOffset", start)
                                writer.member("byteLength", end - start)
                            }
                        }
                        if let field = place.field, !field.isEmpty {
                            writer.key("logicalLocations")
                            writer.array { writer in
                                writer.object { $0.member("fullyQualifiedName", field) }
                            }
                        }
                    }
                }
                writer.key("partialFingerprints")
                writer.object { $0.member("batonSurroundings/v1", prints.next(place)) }
            }
        }
    }

    /// A name as a relative reference (RFC 3986).
    private static func uri(_ name: String) -> String {
        if name == "-" { return "stdin" }
        let path = name.hasPrefix("/") ? "file://" + name : name
        return path.utf8.reduce(into: "") { text, byte in
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                || "-._~/".utf8.contains(byte) || byte == UInt8(ascii: ":") && name.hasPrefix("/")
            if isPlain {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                text += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
            }
        }
    }
}

/// What tells a finding from others in later runs: hashes of what stands around it, never of the value.
private struct SARIFFingerprints {
    private let name: String
    private let surroundings: [Int: [UInt8]]
    private var seen: [String: Int] = [:]

    init(_ input: RedactionFindings, _ lines: LineStarts) {
        name = input.name
        var hidden: [Int: [Range<Int>]] = [:]
        for place in input.places {
            let start = lines.offset(ofLine: place.line) + place.column - 1
            let range = start..<min(start + place.finding.length, input.bytes.count)
            // A key block goes over many lines, of which the last may hold more.
            for line in place.line...lines.line(of: max(start, range.upperBound - 1)) {
                hidden[line, default: []].append(range)
            }
        }
        // What is hashed is the rest of the line, once for all findings of it.
        surroundings = Dictionary(
            uniqueKeysWithValues: hidden.map { line, ranges in
                var rest: [UInt8] = []
                var index = lines.offset(ofLine: line)
                let end = lines.end(ofLine: line)
                for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
                    if range.lowerBound > index, index < end {
                        rest += input.bytes[index..<min(range.lowerBound, end)]
                    }
                    index = max(index, range.upperBound)
                }
                if index < end { rest += input.bytes[index..<end] }
                return (line, SHA256.digest(rest))
            }
        )
    }

    mutating func next(_ place: TextRedaction.Place) -> String {
        let base = SHA256.hex(
            Array("\(place.finding.rule)\n\(name)\n\(place.field ?? "")\n".utf8)
                + (surroundings[place.line] ?? [])
        )
        let number = seen[base, default: 0] + 1
        seen[base] = number
        return "\(base.prefix(32)):\(number)"
    }
}
