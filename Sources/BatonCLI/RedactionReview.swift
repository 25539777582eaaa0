internal import BatonHost
internal import BatonRedaction
internal import Platform

/// Goes through the findings of one input with the person, and remembers what may stay.
///
/// Of a value only the public beginning of its kind and its length are shown, unless the person asks to see it.
struct RedactionReview {
    let cli: CommandContext
    let input: RedactionInput
    /// All of the input.
    let bytes: [UInt8]
    let places: [TextRedaction.Place]

    /// So much of the text on both sides of a finding is shown (bytes).
    private static let context = 60

    private enum Answer { case keep, allow, allowRule, show, quit }

    /// Asks about each value once.
    func run() throws {
        let lines = LineStarts(bytes)
        let ranges = places.map { place in
            let start = lines.offset(ofLine: place.line) + place.column - 1
            return start..<min(start + place.finding.length, bytes.count)
        }
        var numbers: [String: [Int]] = [:]
        var order: [String] = []
        for (number, place) in places.enumerated() {
            // A mask stands for several values, a placeholder for one.
            let value =
                "\(place.finding.placeholder) \(AllowList.digest(of: Array(bytes[ranges[number]])))"
            if numbers[value] == nil { order.append(value) }
            numbers[value, default: []].append(number)
        }
        var kept = 0
        var allowed = 0
        var allowedRules: Set<String> = []
        for (position, value) in order.enumerated() {
            guard let all = numbers[value], let first = all.first else { continue }
            let rule = places[first].finding.rule
            if allowedRules.contains(rule) {
                allowed += 1
                continue
            }
            tell(first, all.count, position + 1, of: order.count, ranges, lines)
            asking: while true {
                switch try ask() {
                case .keep:
                    kept += 1
                    break asking
                case .allow:
                    let digest = AllowList.digest(of: Array(bytes[ranges[first]]))
                    try AllowFile.add(.init(hash: digest, rule: rule), cli.context)
                    allowed += 1
                    break asking
                case .allowRule:
                    guard let path = input.ownPath else { continue }
                    try AllowFile.add(.init(rule: rule, path: path), cli.context)
                    allowedRules.insert(rule)
                    allowed += 1
                    break asking
                case .show:
                    cli.note("  " + excerpt(first, ranges, lines, showing: true))
                case .quit:
                    return finish(kept, allowed, left: order.count - position)
                }
            }
        }
        finish(kept, allowed, left: 0)
    }

    private func finish(_ kept: Int, _ allowed: Int, left: Int) {
        let rest = left > 0 ? ", \(left) not looked at" : ""
        cli.note("baton: \(kept) stay redacted, \(allowed) allowed\(rest)")
        if allowed > 0 { cli.note("baton: remembered in \(AllowFile.path(cli.context))") }
    }

    private func tell(
        _ number: Int,
        _ count: Int,
        _ position: Int,
        of total: Int,
        _ ranges: [Range<Int>],
        _ lines: LineStarts
    ) {
        let place = places[number]
        let field = place.field.map { $0.isEmpty ? "" : " " + $0 } ?? ""
        let times = count > 1 ? ", \(count) places" : ""
        cli.note("")
        cli.note(
            PrintableText.line(
                "\(position) of \(total)  \(place.finding.rule)  \(input.name):\(place.line):\(place.column)\(field)\(times)"
            )
        )
        cli.note("  " + excerpt(number, ranges, lines, showing: false))
    }

    /// The text around a finding on its line, all values in it hidden but, when it is asked for, this one.
    private func excerpt(_ number: Int, _ ranges: [Range<Int>], _ lines: LineStarts, showing: Bool) -> String
    {
        let own = ranges[number]
        let start = max(lines.offset(ofLine: places[number].line), own.lowerBound - Self.context)
        let end = max(
            own.upperBound,
            min(lines.end(ofLine: lines.line(of: own.upperBound)), own.upperBound + Self.context)
        )
        var text = start > lines.offset(ofLine: places[number].line) ? "…" : ""
        var index = start
        for (other, range) in ranges.enumerated() where range.lowerBound < end && range.upperBound > start {
            if range.lowerBound > index { text += shown(index..<range.lowerBound) }
            if other == number, showing {
                text += shown(range)
            } else {
                let hint = places[other].finding.hint
                text += "⟨\(hint)\(hint.isEmpty ? "" : "… ")\(range.count) characters⟩"
            }
            index = max(index, range.upperBound)
        }
        if index < end { text += shown(index..<end) }
        return PrintableText.line(text)
    }

    private func shown(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private func ask() throws -> Answer {
        let rule = input.ownPath == nil ? "" : ", allow this [r]ule in this file"
        while true {
            let prompt = "[k]eep redacted, [a]llow\(rule), [s]how, [q]uit? "
            guard let line = try cli.console.readLine(prompt: prompt, echo: true) else { return .quit }
            switch line.lowercased() {
            case "k", "keep", "": return .keep
            case "a", "allow": return .allow
            case "r", "rule": if input.ownPath != nil { return .allowRule }
            case "s", "show": return .show
            case "q", "quit": return .quit
            default: continue
            }
        }
    }
}
