internal import BatonHost

/// Whether what is known of a value can be what is wanted.
///
/// Where that is open, it can.
enum TypeFit {
    /// What the value is called, when it cannot be of the type.
    static func misfit(_ shape: StepDraft.Result, _ wanted: HostType) -> String? {
        switch shape {
        case .unknown, .none: return nil
        case .fields:
            switch wanted {
            case .any, .map, .record: return nil
            case .content: return isDocument(shape) ? nil : "table"
            default: return "table"
            }
        case .type(let given): return accepts(wanted, given) ? nil : given.name
        }
    }

    /// What the value is called, when it cannot stand inside a text.
    static func notText(_ shape: StepDraft.Result) -> String? {
        switch shape {
        case .fields: "table"
        case .type(.list(let element)): HostType.list(element).name
        case .type(.map(let value)): HostType.map(value).name
        case .type(.session): "session"
        default: nil
        }
    }

    /// Whether the value is a document, whose text is its field `content`.
    static func isDocument(_ shape: StepDraft.Result) -> Bool {
        if case .fields(let fields) = shape { return fields.contains { $0.name == "content" } }
        return false
    }

    /// Whether texts are of the type.
    static func takesText(_ type: HostType) -> Bool { type == .string || type == .bytes }

    private static func accepts(_ wanted: HostType, _ given: HostType) -> Bool {
        switch (given, wanted) {
        case (_, .any), (.any, _): true
        case (.boolean, .boolean), (.list, .list), (.map, .map), (.map, .record), (.map, .content): true
        case (.integer, .integer), (.integer, .number), (.integer, .count), (.integer, .duration): true
        case (.number, .number), (.number, .duration), (.number, .integer), (.number, .count): true
        case (.count, .count), (.count, .integer), (.count, .number): true
        case (.session, .session), (.handle, .sensitive), (.handle, .handle): true
        case (.string, _), (.bytes, _), (.choice, _), (.duration, _):
            switch wanted {
            case .string, .bytes, .content, .session, .duration, .choice, .count, .sensitive: true
            default: false
            }
        case (.content, _), (.record, _), (.function, _): true
        default: false
        }
    }
}
