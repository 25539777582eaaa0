internal import JSON

/// A JSON value whose members keep their order.
indirect enum SchemaValue {
    case text(String)
    case number(Double)
    case flag(Bool)
    case null
    case list([SchemaValue])
    case object([(String, SchemaValue)])

    /// Texts in a list.
    static func texts(_ texts: [String]) -> SchemaValue { .list(texts.map { .text($0) }) }

    /// A reference to a definition of the same schema.
    static func definition(_ name: String) -> SchemaValue { .object([("$ref", .text("#/$defs/" + name))]) }

    /// The members, of an object.
    var members: [(String, SchemaValue)] {
        if case .object(let members) = self { return members }
        return []
    }

    /// The object with more members in front.
    func adding(_ more: [(String, SchemaValue)]) -> SchemaValue { .object(more + members) }

    /// Writes it.
    func write(to writer: inout JSONWriter) {
        switch self {
        case .text(let text): writer.string(text)
        case .number(let number):
            if let whole = Int64(exactly: number) { writer.int(whole) } else { writer.double(number) }
        case .flag(let flag): writer.bool(flag)
        case .null: writer.null()
        case .list(let elements):
            writer.array { writer in for element in elements { element.write(to: &writer) } }
        case .object(let members):
            writer.object { writer in
                for (name, value) in members {
                    writer.key(name)
                    value.write(to: &writer)
                }
            }
        }
    }
}
