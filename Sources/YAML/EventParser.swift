internal import CYAML

/// The events of a YAML text, one after the other, from libyaml's parser.
///
/// libyaml resolves nothing and limits nothing: duplicate keys, aliases, tags and any depth come through.
@safe struct EventParser: ~Copyable {
    /// One step through the text; places are counted in characters from 0.
    struct Event {
        enum Kind {
            case streamStart
            case streamEnd
            case documentStart
            case documentEnd(implicit: Bool)
            case alias
            case scalar(text: String, style: YAMLScalarStyle)
            case sequenceStart(flow: Bool)
            case sequenceEnd
            case mappingStart(flow: Bool)
            case mappingEnd
        }

        let kind: Kind
        let start: Int
        let end: Int
        let hasAnchor: Bool
        let hasTag: Bool
    }

    /// Why libyaml cannot go on, in its words; places are counted in characters from 0.
    struct Failure: Error {
        let problem: String
        let problemAt: Int
        let context: String
        let contextAt: Int
    }

    // On the heap, because libyaml keeps pointers into it.
    private let parser: UnsafeMutablePointer<yaml_parser_t>

    /// Starts at the first byte, wrapping `yaml_parser_initialize` and `yaml_parser_set_input_string`.
    ///
    /// - Precondition: `input` stays where it is for as long as the parser lives.
    init(_ input: UnsafeBufferPointer<UInt8>) throws(Failure) {
        unsafe parser = .allocate(capacity: 1)
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            unsafe parser.deallocate()
            throw Failure(problem: "", problemAt: 0, context: "", contextAt: 0)
        }
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
    }

    /// Returns the next event, wrapping `yaml_parser_parse`.
    ///
    /// After a stream's end or an error it must not be called again.
    mutating func next() throws(Failure) -> Event {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw failure() }
        defer { unsafe yaml_event_delete(&event) }
        return unsafe Self.event(event)
    }

    private func failure() -> Failure {
        let state = unsafe parser.pointee
        let problem = unsafe state.problem.map { unsafe String(cString: $0) } ?? ""
        let context = unsafe state.context.map { unsafe String(cString: $0) } ?? ""
        return unsafe Failure(
            problem: problem,
            problemAt: state.problem_mark.index,
            context: context,
            contextAt: state.context_mark.index
        )
    }

    private static func event(_ event: yaml_event_t) -> Event {
        var hasAnchor = false
        var hasTag = false
        let kind: Event.Kind
        switch unsafe event.type {
        case YAML_STREAM_START_EVENT:
            kind = .streamStart
        case YAML_DOCUMENT_START_EVENT:
            kind = .documentStart
        case YAML_DOCUMENT_END_EVENT:
            kind = unsafe .documentEnd(implicit: event.data.document_end.implicit != 0)
        case YAML_ALIAS_EVENT:
            kind = .alias
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            unsafe hasAnchor = scalar.anchor != nil
            unsafe hasTag = scalar.tag != nil
            // The text may hold NUL, so its length counts. libyaml's escapes never make invalid UTF-8.
            let text = unsafe String(
                decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length),
                as: UTF8.self
            )
            kind = unsafe .scalar(text: text, style: style(scalar.style))
        case YAML_SEQUENCE_START_EVENT:
            let sequence = unsafe event.data.sequence_start
            unsafe hasAnchor = sequence.anchor != nil
            unsafe hasTag = sequence.tag != nil
            kind = unsafe .sequenceStart(flow: sequence.style == YAML_FLOW_SEQUENCE_STYLE)
        case YAML_SEQUENCE_END_EVENT:
            kind = .sequenceEnd
        case YAML_MAPPING_START_EVENT:
            let mapping = unsafe event.data.mapping_start
            unsafe hasAnchor = mapping.anchor != nil
            unsafe hasTag = mapping.tag != nil
            kind = unsafe .mappingStart(flow: mapping.style == YAML_FLOW_MAPPING_STYLE)
        case YAML_MAPPING_END_EVENT:
            kind = .mappingEnd
        default:
            // YAML_STREAM_END_EVENT, and YAML_NO_EVENT, which libyaml gives behind the end.
            kind = .streamEnd
        }
        return unsafe Event(
            kind: kind,
            start: event.start_mark.index,
            end: event.end_mark.index,
            hasAnchor: hasAnchor,
            hasTag: hasTag
        )
    }

    private static func style(_ style: yaml_scalar_style_t) -> YAMLScalarStyle {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: .literal
        case YAML_FOLDED_SCALAR_STYLE: .folded
        default: .plain
        }
    }
}
