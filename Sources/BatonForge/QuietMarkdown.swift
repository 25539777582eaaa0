/// Markdown whose lines are taken one by one, without tags, mentions, links to issues and commands outside of code.
///
/// What surely is code stays as it is: in fences, and in code spans of paragraphs in which all of them end on their line
/// (CommonMark 4.5, 6.1). Where two readings are possible a text is not taken for code: in code a mark too many is ugly and
/// no more.
struct QuietMarkdown {
    private var output = ""
    private var fence: (mark: UInt8, count: Int, depth: Int)?
    /// Whether a code span of a line before may still be open.
    private var isUnclear = false
    private var isFirst = true

    private static let space: Unicode.Scalar = "\u{200b}"

    /// Takes the next line.
    mutating func append(_ line: Substring) {
        if !isFirst { output += "\n" }
        isFirst = false
        let bytes = Array(line.utf8)
        let (depth, start) = Self.container(bytes)
        let rest = bytes[start...]
        if let open = fence {
            if depth >= open.depth {
                output += line
                if Self.ends(rest, open.mark, open.count) { fence = nil }
                return
            }
            // A quote that ends ends what is open in it.
            fence = nil
        }
        if !rest.contains(where: { $0 != 0x20 && $0 != 0x09 }) { isUnclear = false }
        if let opening = Self.opening(rest) {
            fence = (opening.mark, opening.count, depth)
            isUnclear = false
            output += line
            return
        }
        appendQuiet(bytes, start)
    }

    /// The text, with what is open at its end closed.
    mutating func finish() -> String {
        if let open = fence {
            let quote = String(repeating: "> ", count: open.depth)
            output +=
                "\n" + quote + String(repeating: Character(Unicode.Scalar(open.mark)), count: open.count)
            fence = nil
        }
        return output
    }

    // MARK: Fences

    /// How many block quotes a line is in, and where its text begins.
    private static func container(_ line: [UInt8]) -> (depth: Int, start: Int) {
        var depth = 0
        var start = 0
        for (index, byte) in line.enumerated() {
            if byte == UInt8(ascii: ">") {
                depth += 1
                start = index + 1
            } else if byte != 0x20 {
                break
            }
        }
        return (depth, start)
    }

    private static func opening(_ line: ArraySlice<UInt8>) -> (mark: UInt8, count: Int)? {
        let text = line.drop { $0 == 0x20 }
        // Behind a quote's mark there is one blank that belongs to it.
        guard text.startIndex - line.startIndex <= 4, let mark = text.first,
            mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~")
        else { return nil }
        let information = text.drop { $0 == mark }
        let count = information.startIndex - text.startIndex
        guard count >= 3, mark == UInt8(ascii: "~") || !information.contains(mark) else { return nil }
        return (mark, count)
    }

    private static func ends(_ line: ArraySlice<UInt8>, _ mark: UInt8, _ count: Int) -> Bool {
        let text = line.drop { $0 == 0x20 }
        let rest = text.drop { $0 == mark }
        return rest.startIndex - text.startIndex >= count && rest.allSatisfy { $0 == 0x20 || $0 == 0x09 }
    }

    // MARK: Lines

    private mutating func appendQuiet(_ line: [UInt8], _ start: Int) {
        var spans = Self.spans(line, from: start)
        if spans == nil { isUnclear = true }
        if isUnclear { spans = [] }
        var next = (spans ?? [])[...]
        var quiet: [UInt8] = Array(line[..<start])
        var place = start
        // A command stands at the beginning of a line.
        let first = line[start...].firstIndex { $0 != 0x20 && $0 != 0x09 }
        while place < line.count {
            if let span = next.first, span.lowerBound == place {
                quiet.append(contentsOf: line[span])
                place = span.upperBound
                next.removeFirst()
                continue
            }
            let byte = line[place]
            let following = place + 1 < line.count ? line[place + 1] : 0
            switch byte {
            case UInt8(ascii: "\\") where following != 0:
                quiet += [byte, following]
                place += 2
                // What an escape stands for can be mentioned still.
                if following == UInt8(ascii: "@") || following == UInt8(ascii: "#") { Self.put(to: &quiet) }
                if following == UInt8(ascii: "<") {
                    quiet.removeLast(2)
                    quiet += Array("&lt;".utf8)
                }
                continue
            case UInt8(ascii: "<") where Self.beginsTag(following):
                quiet += Array("&lt;".utf8)
                place += 1
                continue
            case UInt8(ascii: "/") where place == first && Self.isLetter(following):
                Self.put(to: &quiet)
            default: break
            }
            quiet.append(byte)
            place += 1
            switch byte {
            case UInt8(ascii: "@") where Self.isWord(following):
                let before = quiet.dropLast().last ?? 0
                if !Self.isWord(before), !Self.isInAddress(quiet) { Self.put(to: &quiet) }
            case UInt8(ascii: "#"), UInt8(ascii: "!"), UInt8(ascii: "-"):
                guard Self.isDigit(following), !Self.isInAddress(quiet) else { break }
                if byte != UInt8(ascii: "-") || Self.endsWithGH(quiet.dropLast()) { Self.put(to: &quiet) }
            default: break
            }
        }
        output += String(decoding: quiet, as: UTF8.self)
    }

    private static func put(to text: inout [UInt8]) { text += Array(String(Character(space)).utf8) }

    /// Where code spans are, with their marks; `nil` when one is not closed on the line.
    private static func spans(_ line: [UInt8], from start: Int) -> [Range<Int>]? {
        let tick = UInt8(ascii: "`")
        var runs: [Range<Int>] = []
        var place = start
        while place < line.count {
            if line[place] == UInt8(ascii: "\\"), place + 1 < line.count, line[place + 1] == tick {
                // Behind an escape the marks are read in two ways: as the beginning of code, and within it.
                return nil
            }
            guard line[place] == tick else {
                place += 1
                continue
            }
            let begin = place
            while place < line.count, line[place] == tick { place += 1 }
            runs.append(begin..<place)
        }
        var spans: [Range<Int>] = []
        // Per length the runs that are left, from the back: each is looked at once.
        var byLength: [Int: [Int]] = [:]
        for (index, run) in runs.enumerated().reversed() { byLength[run.count, default: []].append(index) }
        var index = 0
        while index < runs.count {
            let run = runs[index]
            while let last = byLength[run.count]?.last, last <= index { byLength[run.count]?.removeLast() }
            guard let end = byLength[run.count]?.last else { return nil }
            spans.append(run.lowerBound..<runs[end].upperBound)
            index = end + 1
        }
        return spans
    }

    /// Whether what is being written is a word with `://`, in which a `#` is no number of an issue.
    private static func isInAddress(_ text: [UInt8]) -> Bool {
        let word = text.suffix(400)
        let start = word.lastIndex { $0 == 0x20 || $0 == 0x09 }.map { $0 + 1 } ?? word.startIndex
        let part = word[start...]
        guard part.count > 3 else { return false }
        return part.indices.dropLast(2).contains {
            part[$0] == UInt8(ascii: ":") && part[$0 + 1] == UInt8(ascii: "/")
                && part[$0 + 2] == UInt8(ascii: "/")
        }
    }

    private static func endsWithGH(_ text: ArraySlice<UInt8>) -> Bool {
        text.suffix(2).map { $0 | 0x20 } == Array("gh".utf8)
    }

    private static func beginsTag(_ byte: UInt8) -> Bool {
        isLetter(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isWord(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }
}
