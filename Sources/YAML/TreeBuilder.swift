/// Builds the tree from events and collects what is refused.
///
/// The stack is kept here and not in calls, so the depth of a text costs no stack of ours.
struct TreeBuilder {
    /// A list or mapping whose end has not been read.
    struct Open {
        let isMapping: Bool
        let isFlow: Bool
        let start: YAMLMark
        var items: [YAMLNode] = []
        var entries: [YAMLEntry] = []
        /// A key that waits for its value.
        var key: YAMLNode?
        var seen: [String: YAMLMark] = [:]

        /// The place behind the last thing in it.
        var lastEnd: YAMLMark {
            (isMapping ? entries.last?.value.end : items.last?.end) ?? start
        }
    }

    let source: SourceMap
    let limits: YAMLLimits
    private(set) var root: YAMLNode?
    private(set) var errors: [YAMLError] = []

    private var open: [Open] = []
    /// What was closed since the last scalar or start, innermost first: the blocks above a wrong indent.
    private var closed: [Open] = []
    private var lastScalar: YAMLNode?
    private var nodeCount = 0
    private var isDone = false

    init(source: SourceMap, limits: YAMLLimits) {
        self.source = source
        self.limits = limits
    }

    /// Reads events until the document ends, the text is no YAML, or there is enough to report.
    mutating func build(_ input: UnsafeBufferPointer<UInt8>) {
        do throws(EventParser.Failure) {
            var parser = try unsafe EventParser(input)
            while !isDone && errors.count < YAMLErrors.most { take(try parser.next()) }
        } catch {
            let translator = SyntaxTranslator(
                source: source,
                open: open,
                closed: closed,
                lastScalar: lastScalar
            )
            errors.append(translator.translate(error))
        }
    }

    private mutating func take(_ event: EventParser.Event) {
        switch event.kind {
        case .streamStart, .documentStart:
            break
        case .streamEnd:
            isDone = true
        case .documentEnd(let implicit):
            // Not left to libyaml: it would read the directives of the next document, all of them.
            checkRest(from: source.mark(character: event.end), implicit: implicit)
            isDone = true
        case .alias:
            let node = node(event, .scalar(text: "", style: .plain))
            refuseAnchor(at: node.start, length: event.end - event.start, .alias)
            attach(node, isAlias: true)
        case .scalar(let text, let style):
            checkProperties(event)
            closed = []
            let node = scalar(event, text, style)
            lastScalar = node
            if text.utf8.contains(0) {
                errors.append(
                    YAMLError(.character, "a text cannot hold the character U+0000", at: node.start)
                )
            }
            attach(node)
        case .sequenceStart(let flow):
            begin(event, isMapping: false, isFlow: flow)
        case .mappingStart(let flow):
            begin(event, isMapping: true, isFlow: flow)
        case .sequenceEnd, .mappingEnd:
            end(event)
        }
    }

    // MARK: Nodes

    private func node(_ event: EventParser.Event, _ content: YAMLNode.Content) -> YAMLNode {
        YAMLNode(
            start: source.mark(character: event.start),
            end: source.mark(character: event.end),
            content: content
        )
    }

    private func scalar(_ event: EventParser.Event, _ text: String, _ style: YAMLScalarStyle) -> YAMLNode {
        let whole = node(event, .scalar(text: text, style: style))
        guard style == .literal || style == .folded else { return whole }
        // libyaml counts the empty lines behind a text block to it.
        let last = source.bytes[whole.start.offset..<whole.end.offset].lastIndex { !Self.isBlank($0) }
        let end = source.mark(offset: last.map { $0 + 1 } ?? whole.end.offset)
        return YAMLNode(start: whole.start, end: end, content: whole.content)
    }

    private mutating func begin(_ event: EventParser.Event, isMapping: Bool, isFlow: Bool) {
        checkProperties(event)
        closed = []
        let start = source.mark(character: event.start)
        guard open.count < limits.depth else {
            errors.append(
                YAMLError(.tooDeep, "values are nested more than \(limits.depth) levels deep", at: start)
            )
            isDone = true
            return
        }
        open.append(Open(isMapping: isMapping, isFlow: isFlow, start: start))
    }

    private mutating func end(_ event: EventParser.Event) {
        guard let last = open.popLast() else { return }
        closed.append(last)
        attach(
            YAMLNode(
                start: last.start,
                // A block ends for libyaml where the next thing starts, behind comments and empty lines.
                end: last.isFlow ? source.mark(character: event.end) : last.lastEnd,
                content: last.isMapping ? .mapping(last.entries) : .sequence(last.items)
            )
        )
    }

    private mutating func attach(_ node: YAMLNode, isAlias: Bool = false) {
        nodeCount += 1
        if nodeCount > limits.nodes {
            errors.append(
                YAMLError(.tooManyNodes, "the file has more than \(limits.nodes) values", at: node.start)
            )
            isDone = true
        }
        guard var top = open.popLast() else {
            root = node
            return
        }
        if !top.isMapping {
            top.items.append(node)
        } else if let key = top.key {
            top.entries.append(YAMLEntry(key: key, value: node))
            top.key = nil
        } else {
            if !isAlias { checkKey(node, in: &top) }
            top.key = node
        }
        open.append(top)
    }

    // MARK: What is refused

    private mutating func refuseAnchor(at mark: YAMLMark, length: Int, _ kind: YAMLError.Kind) {
        errors.append(
            YAMLError(
                kind,
                "anchors and aliases are not supported",
                hint: "quote a value that starts with * or &",
                at: mark,
                length: length
            )
        )
    }

    private mutating func checkKey(_ key: YAMLNode, in mapping: inout Open) {
        guard let text = key.text else {
            let isTemplate = source.byte(key.start.offset - 1) == UInt8(ascii: "{")
            errors.append(
                YAMLError(
                    .keyNotText,
                    "a key must be text, not a list or a mapping",
                    hint: isTemplate
                        ? "quote a value that starts with {{" : "quote text that starts with [ or {",
                    at: key.start
                )
            )
            return
        }
        if key.isAbsent {
            errors.append(YAMLError(.keyNotText, "a key is missing here", at: key.start))
            return
        }
        let length = key.start.line == key.end.line ? key.end.column - key.start.column : 1
        if text == "<<", key.style == .plain {
            errors.append(
                YAMLError(.mergeKey, "merge keys are not supported", at: key.start, length: length)
            )
        } else if let first = mapping.seen.updateValue(key.start, forKey: text) {
            // Each further one points at the first.
            mapping.seen[text] = first
            errors.append(
                YAMLError(
                    .duplicateKey,
                    "the key \(Quoting.quote(text)) is already on line \(first.line)",
                    at: key.start,
                    length: length,
                    related: YAMLError.Related(mark: first, message: "first written here")
                )
            )
        }
    }

    /// Refuses `&anchor` and `!tag` before a value, in the order they are written.
    private mutating func checkProperties(_ event: EventParser.Event) {
        guard event.hasAnchor || event.hasTag else { return }
        var offset = source.mark(character: event.start).offset
        for _ in 0..<(event.hasAnchor && event.hasTag ? 2 : 1) {
            while let byte = source.byte(offset), Self.isBlank(byte) { offset += 1 }
            let word = source.bytes[offset...].prefix { !Self.isBlank($0) }
            let mark = source.mark(offset: offset)
            let length = word.count { $0 & 0xC0 != 0x80 }
            if word.first == UInt8(ascii: "!") {
                errors.append(
                    YAMLError(
                        .tag,
                        "tags are not supported",
                        hint: "quote a value that starts with !",
                        at: mark,
                        length: length
                    )
                )
            } else {
                refuseAnchor(at: mark, length: length, .anchor)
            }
            offset += word.count
        }
    }

    /// Refuses what follows a document.
    private mutating func checkRest(from mark: YAMLMark, implicit: Bool) {
        var offset = mark.offset
        while let byte = source.byte(offset) {
            let start = source.bytes[offset...].prefix(3)
            if Self.isBlank(byte) {
                offset += 1
            } else if byte == UInt8(ascii: "#") {
                offset += source.lineAfter(source.mark(offset: offset)).count
            } else if start.elementsEqual("...".utf8) {
                offset += 3
            } else {
                let isDocument = !implicit || byte == UInt8(ascii: "%") || start.elementsEqual("---".utf8)
                errors.append(
                    YAMLError(
                        isDocument ? .severalDocuments : .syntax,
                        isDocument
                            ? "a second document starts here; only one is allowed"
                            : "nothing can follow the value that ends above",
                        at: source.mark(offset: offset)
                    )
                )
                return
            }
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte)
    }
}
