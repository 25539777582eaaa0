internal import Patterns

/// The extent of a token: from its head, over line ends, by its class, count or expression.
extension Detector {
    /// The token at a head, which may go on over the end of a line.
    mutating func token(
        _ bytes: Span<UInt8>,
        _ rule: Int,
        _ start: Int,
        _ end: Int,
        _ hint: Int
    ) throws(RedactionError) -> Candidate? {
        let direct = try head(bytes, rule, start, end, hint)
        if case .privateKey = rules[rule].finder { return direct }
        // What stops before the end of a line has not been wrapped.
        guard let stop = WrappedToken.end(in: bytes, from: direct?.range.upperBound ?? end),
            stop <= (direct?.range.upperBound ?? stop) + 2, WrappedToken.nextLine(bytes, stop) != nil
        else { return direct }
        var reader = WrappedToken.Reader(bytes, from: start)
        guard reader.end == stop else { return direct }
        var isCounted = true
        // What is no token with so many bytes is none with more.
        var enough = Int.max
        switch rules[rule].finder {
        case .exact(_, _, let count): enough = hint + count.upperBound
        case .shaped: break
        case .prefixed(_, _, let least):
            enough = hint + least
            isCounted = false
        default: isCounted = false
        }
        hasRuns = false
        defer { hasRuns = false }
        var found = direct
        var lines = 0
        // The last length that made no token; when a longer one does, those between are tried too.
        var failed = (reader: reader, lines: 0)
        var isStepping = false
        while lines < WrappedToken.mostLines {
            lines += 1
            let lineEnd = reader.end
            let isOpen = reader.text.bytes.count < enough && lines <= WrappedToken.mostTries
            guard found != nil || isOpen, reader.next(bytes) else { break }
            // Trying every length would cost square time.
            guard
                found != nil || isStepping || WrappedToken.isTried(lines) || reader.text.bytes.count >= enough
                    || reader.nextPiece(bytes) == nil
            else { continue }
            let more = try head(reader.text.bytes.span, rule, 0, end - start, hint)
            hasRuns = false
            guard var more, more.range.lowerBound == 0,
                more.range.upperBound > (found == nil ? stop - start : reader.piece.lowerBound)
            else {
                // A short piece may need more than one line.
                guard found == nil else { break }
                failed = (reader, lines)
                continue
            }
            if found == nil, lines > failed.lines + 1, !isStepping {
                reader = failed.reader
                lines = failed.lines
                isStepping = true
                continue
            }
            let value = Array(reader.text.bytes[more.range])
            let rest = Value(Array(value[min(reader.piece.lowerBound, value.count)...]))
            let piece = reader.text.map.pieces(more.range)
            guard let last = piece.last else { break }
            if found == nil {
                guard isCounted || Value(Array(value[min(hint, value.count)...])).looksRandom else { break }
            } else {
                // A token is there already: what follows must look like the rest of it and of a line that was too long.
                guard rest.looksLikeRest, WrappedToken.isFull(bytes, lineEnd: lineEnd),
                    !WrappedToken.isName(bytes, end: last.upperBound)
                else { break }
            }
            more.range = start..<last.upperBound
            more.text = value
            found = more
            if last.upperBound < reader.end { break }
        }
        return found
    }

    /// Where the run of a rule's class ends that goes on at `start`.
    private mutating func runEnd(
        of rule: Int,
        _ run: ByteClass,
        _ bytes: Span<UInt8>,
        from start: Int
    ) -> Int {
        if !hasRuns {
            for index in runs.indices { runs[index] = 0..<0 }
            hasRuns = true
        } else if runs[rule].contains(start) {
            return runs[rule].upperBound
        }
        let end = run.end(in: bytes, from: start)
        runs[rule] = start..<end
        return end
    }

    private mutating func head(
        _ bytes: Span<UInt8>,
        _ rule: Int,
        _ start: Int,
        _ end: Int,
        _ hint: Int
    ) throws(RedactionError) -> Candidate? {
        switch rules[rule].finder {
        case .prefixed(_, let run, let least):
            let body = start + hint
            var stop = runEnd(of: rule, run, bytes, from: end)
            // A full stop or a dash behind a token belongs to the sentence.
            while stop > end, bytes[stop - 1] == UInt8(ascii: ".") || bytes[stop - 1] == UInt8(ascii: "-") {
                stop -= 1
            }
            guard stop - body >= least, !isStandIn(bytes, body..<stop) else { return nil }
            return Candidate(range: start..<stop, rule: rule, hint: hint)
        case .exact(_, let run, let count):
            let body = start + hint
            let stop = run.end(in: bytes, from: end, limit: body + count.upperBound + 1)
            guard count.contains(stop - body), !isStandIn(bytes, body..<stop) else { return nil }
            return Candidate(range: start..<stop, rule: rule, hint: hint)
        case .shaped(_, let pattern):
            guard let range = try match(bytes, rule, pattern, start), !isStandIn(bytes, range) else {
                return nil
            }
            return Candidate(
                range: range,
                rule: rule,
                hint: range.lowerBound == start ? min(hint, range.count) : 0
            )
        case .privateKey:
            guard let range = PrivateKeyBlock.extent(in: bytes, from: start) else { return nil }
            return Candidate(range: range, rule: rule, form: .block)
        default: return nil
        }
    }

    /// The secret at a run of letters and digits.
    mutating func shapedRun(
        _ bytes: Span<UInt8>,
        _ run: Range<Int>,
        _ shape: RunShape,
        _ rule: Int
    ) throws(RedactionError) -> Candidate? {
        guard case .run(_, let pattern) = rules[rule].finder else { return nil }
        let start = run.lowerBound - shape.lead
        guard isLeftBoundary(bytes, start), !isInsideRun(bytes, start) else { return nil }
        guard let range = try match(bytes, rule, pattern, start), !isStandIn(bytes, range) else { return nil }
        // Without a beginning of its own only a right checksum tells such a form from a digest.
        if let checksum = rules[rule].checksum, !checksum.isRight(bytes, range) { return nil }
        return Candidate(
            range: range,
            rule: rule,
            hint: min(shape.beginning.utf8CodeUnitCount, range.count),
            isVerified: rules[rule].checksum != nil
        )
    }

    /// The match of a rule's expression at `start`.
    private mutating func match(
        _ bytes: Span<UInt8>,
        _ rule: Int,
        _ pattern: String,
        _ start: Int
    ) throws(RedactionError) -> Range<Int>? {
        let expression = try expression(rule, pattern)
        do {
            let range = try expression.match(in: bytes, at: start, anchored: true)?.range
            return range.flatMap { $0.isEmpty ? nil : $0 }
        } catch .limitReached {
            throw .ruleTooCostly(id: rules[rule].id)
        } catch {
            throw .engine(message: error.description)
        }
    }

    /// A credential that is glued to a word before it, known by its checksum alone.
    func verified(
        _ bytes: Span<UInt8>,
        _ rule: Int,
        _ start: Int,
        _ end: Int,
        _ hint: Int
    ) -> Candidate? {
        guard let checksum = rules[rule].checksum else { return nil }
        let run: ByteClass
        switch rules[rule].finder {
        case .prefixed(_, let bytes, _), .exact(_, let bytes, _): run = bytes
        default: return nil
        }
        // Bounded, since no candidate covers the heads that follow when this is none.
        let stop = run.end(in: bytes, from: end, limit: start + Checksum.longest)
        guard checksum.isRight(bytes, start..<stop) else { return nil }
        return Candidate(range: start..<stop, rule: rule, hint: hint, isVerified: true)
    }

    /// Whether a short prefix is glued by `-` or `_` to what is before, as it happens by chance in long base64.
    func isInsideRun(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        guard start >= 2, bytes[start - 1] == UInt8(ascii: "-") || bytes[start - 1] == UInt8(ascii: "_")
        else {
            return false
        }
        return ByteClass.base62.contains(bytes[start - 2]) && !isEscapeTail(bytes, before: start - 1)
    }

    /// Whether the body is `xxxxxxxx`, `your-key-here` or the like.
    private func isStandIn(_ bytes: Span<UInt8>, _ body: Range<Int>) -> Bool {
        // Long bodies are never stand-ins; looking at the beginning bounds the work.
        Value(bytes, body.lowerBound..<min(body.upperBound, body.lowerBound + 128)).isPlaceholder
    }

    private mutating func expression(_ rule: Int, _ pattern: String) throws(RedactionError) -> Expression {
        if let expression = expressions[rule] { return expression }
        do {
            let expression = try Expression(pattern)
            expressions[rule] = expression
            return expression
        } catch {
            throw .invalidRule(id: rules[rule].id, message: error.description)
        }
    }
}
