internal import BatonRedaction
internal import JSON

/// The part of a long text that is in view: some bytes that were done, and what comes next.
struct TextWindow {
    private let source: LargeTextRedaction.Source
    /// What is in view, and before ``context`` a rest that nobody needs any more.
    private(set) var bytes: [UInt8] = []
    /// Where in ``bytes`` the text begins that is searched along with what is not done yet.
    private(set) var context = 0
    /// Where in ``bytes`` what is not done yet begins.
    private(set) var start = 0
    /// The offset in the source of the first of ``bytes``.
    private var origin = 0
    /// The line of ``start``, from 1, and the offset in the source where it begins.
    private var line = 1
    private var lineStart = 0

    init(_ source: LargeTextRedaction.Source) { self.source = source }

    private var isAtEnd: Bool { origin + bytes.count >= source.count }

    /// Sees to it that about `count` bytes are in view that are not done, or all there are.
    ///
    /// - Returns: whether there are any.
    /// - Throws: what reading throws; ``HostError`` when the text has become shorter.
    mutating func fill(_ count: Int) throws -> Bool {
        // Not for each line: what is in view moves each time.
        if bytes.count - start < count / 2 { try grow(count) }
        return start < bytes.count
    }

    /// Sees to it that `count` bytes are in view that are not done, or all there are.
    mutating func grow(_ count: Int) throws {
        guard bytes.count - start < count, !isAtEnd else { return }
        bytes.removeSubrange(0..<context)
        origin += context
        start -= context
        context = 0
        let missing = min(count - (bytes.count - start), source.count - origin - bytes.count)
        let more = try source.read(origin + bytes.count, missing)
        guard more.count == missing else {
            throw HostError("redaction", "the file became shorter while it was read")
        }
        bytes += more
    }

    /// The line that begins here, when it is a JSON value; it comes into view as a whole.
    mutating func record(_ parser: inout JSONParser) throws -> Range<Int>? {
        guard origin + start == lineStart else { return nil }
        guard let range = try wholeLine(), TextRedaction.isJSON(bytes, range, &parser) else {
            return nil
        }
        return range
    }

    /// The line that begins here without its line feed; nil when it cannot be JSON.
    private mutating func wholeLine() throws -> Range<Int>? {
        var scanned = start
        while true {
            if let end = bytes[scanned...].firstIndex(of: 0x0a) { return start..<end }
            if isAtEnd { return start..<bytes.count }
            guard TextRedaction.canBeJSON(bytes[start...]) else { return nil }
            scanned = bytes.count - start
            try grow(2 * (bytes.count - start))
            scanned += start
        }
    }

    /// Where the text ends that is no record: before the next record, at the end, or after `size` bytes.
    ///
    /// - Returns: the end, and whether it is the text's own.
    mutating func textEnd(_ size: Int, _ parser: inout JSONParser) throws -> (end: Int, isWhole: Bool) {
        let limit = min(bytes.count, start + size)
        var place = start
        while let feed = bytes[place..<limit].firstIndex(of: 0x0a) {
            place = feed + 1
            if place >= limit { break }
            // The last line may not be in view as a whole; the next window will have it.
            guard let end = bytes[place..<limit].firstIndex(of: 0x0a) ?? (isAtEnd ? limit : nil) else {
                break
            }
            if TextRedaction.isJSON(bytes, place..<end, &parser) { return (place, true) }
        }
        let isWhole = isAtEnd && limit == bytes.count
        // A line that is not in view as a whole may be a record: it waits, unless it is all there is.
        return (isWhole || place == start ? limit : place, isWhole)
    }

    /// The last place before `limit` where a line begins and no finding is cut; ``start`` when there is none.
    func cut(before limit: Int, _ found: [Finding]) -> Int {
        guard limit > start else { return start }
        var cut = lineBeginning(before: limit) ?? limit
        // Lines wait as wholes where there are any, so a place within one is a place within a character at worst.
        while cut > start, cut < bytes.count, bytes[cut] & 0xc0 == 0x80 { cut -= 1 }
        for finding in found.reversed() {
            let place = context + finding.offset
            if place < cut, place + finding.length > cut { cut = lineBeginning(before: place) ?? place }
        }
        return max(cut, start)
    }

    private func lineBeginning(before limit: Int) -> Int? {
        guard limit > start else { return nil }
        return bytes[start..<limit].lastIndex(of: 0x0a).map { $0 + 1 }
    }

    /// What is not done up to `end`, with placeholders for what was found in view.
    func replaced(_ found: [Finding], to end: Int) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(end - start + 64)
        var place = start
        for finding in found {
            let range = context + finding.offset..<context + finding.offset + finding.length
            guard range.upperBound > place else { continue }
            if range.lowerBound > place { result += bytes[place..<range.lowerBound] }
            result += finding.placeholder.utf8
            place = min(range.upperBound, end)
        }
        result += bytes[place..<end]
        return result
    }

    /// Findings in rising order, whose offsets count from `base`, with their places in the source.
    func places(_ found: [Finding], from base: Int, record range: Range<Int>?) -> [TextRedaction.Place] {
        guard !found.isEmpty else { return [] }
        let fields =
            range.map { range in
                FieldPath.paths(
                    of: found.map(\.offset),
                    in: bytes.span.extracting(range),
                    hiding: found.map { $0.offset..<$0.offset + $0.length }
                )
            }
        var (line, lineStart, scanned) = (line, lineStart, start)
        return found.enumerated().map { number, finding in
            let place = max(start, base + finding.offset)
            while let feed = bytes[scanned..<place].firstIndex(of: 0x0a) {
                line += 1
                lineStart = origin + feed + 1
                scanned = feed + 1
            }
            // A long line is walked once, not once a finding.
            scanned = place
            return TextRedaction.Place(
                finding: finding,
                line: line,
                column: origin + place - lineStart + 1,
                field: fields?[number]
            )
        }
    }

    /// Goes on to `end`; so many bytes before it stay in view, from a line's beginning where there is one.
    mutating func advance(to end: Int, keeping count: Int) {
        var scanned = start
        while let feed = bytes[scanned..<end].firstIndex(of: 0x0a) {
            line += 1
            lineStart = origin + feed + 1
            scanned = feed + 1
        }
        start = end
        context = max(context, end - count)
        if context > 0, bytes[context - 1] != 0x0a,
            let feed = bytes[context..<end].firstIndex(of: 0x0a)
        {
            context = feed + 1
        }
    }
}
