public import BatonExport
internal import BatonRedaction
public import BatonSessions
internal import Lua

/// A format that a script makes.
struct ScriptFormat {
    let name: String
    let fileExtension: String
    let mediaType: String
    let about: String
    let run: ScriptCallback
}

/// What an exporter of a script writes to; a script calls it like a function.
final class DocumentWriter {
    private(set) var bytes: [UInt8] = []
    /// Whether the exporter is still at work.
    var isOpen = true

    /// The largest document (bytes).
    static let limit = 256 << 20

    func append(_ more: [UInt8]) throws {
        guard isOpen else {
            throw HostError("export.failed", "the document is finished, so nothing more can be written to it")
        }
        guard bytes.count + more.count <= Self.limit else {
            throw HostError("limit", "the document is larger than \(Self.limit >> 20) MB")
        }
        bytes.append(contentsOf: more)
    }
}

/// `Writer`: what an exporter of a script gets to write with.
enum WriterHandle {
    static let type = HostHandle(
        "Writer",
        number: HostHandles.writer,
        "What an exporter writes to, by calling it with texts.",
        call: HostFunction(
            "",
            HostHandle.callName,
            "Adds texts to the document.",
            rest: .required("texts", .any, "texts or numbers"),
            errors: ["export.failed", "limit"],
            blocks: false,
            handle: "Writer",
            example: """
                baton.export.register("titles", {
                  extension = "txt",
                  run = function(session, options, write) write(session.title, "\\n") end,
                })
                """
        ) { call in
            guard let writer: DocumentWriter = call.run.object(call.this, type: HostHandles.writer) else {
                return .nil
            }
            for value in call.rest {
                switch value {
                case .string(let string): try writer.append(string.bytes)
                case .int, .number: try writer.append(Array(PlainText.of(value).utf8))
                default: throw HostError("arg", "write: string or number expected, got \(value.typeName)")
                }
            }
            return .nil
        }
    )
}

extension HostRun {
    /// Names of all formats: the program's own, then those that scripts have added.
    public var formatNames: [String] {
        ExportFormat.allCases.map(\.rawValue) + extensions.formats.keys.sorted()
    }

    /// The document that a format added by a script makes of a session; `nil` when there is no such format.
    ///
    /// The messages that the script gets have no secrets, and what it writes is searched once more as a whole, so that
    /// none slips through between two pieces.
    public func document(
        _ name: String,
        of session: Session,
        _ options: ExportOptions,
        redacts: Bool
    ) throws -> Document? {
        try document(
            name,
            of: SessionObject(session),
            options,
            redacts: redacts,
            given: options.values,
            for: .private
        )
    }

    func document(
        _ name: String,
        of object: SessionObject,
        _ options: ExportOptions,
        redacts: Bool,
        given: [String: HostValue],
        for readership: Readership
    ) throws -> Document? {
        guard let format = extensions.formats[name] else { return nil }
        let redacts = redacts || object.isRedacted
        let redaction = ExportRedaction(redacts ? try redactor(for: readership) : nil)
        let exporter = Exporter(
            try sessionReader.transcript(of: object),
            options,
            redaction: redaction,
            conversation: { try self.sessionReader.conversation(of: object, $0) }
        )
        var document = try exporter.document(
            CustomFormat(name: name, fileExtension: format.fileExtension) { part in
                var shown = object
                shown.isRedacted = redacts
                shown.places = part.places(in: try self.sessionReader.conversation(of: object.whole))
                let content = try self.content(format, shown, given)
                guard redacts else { return content }
                var text = TextRedaction(try self.redactor(for: readership))
                return try text.redact(content)
            }
        )
        // Messages may be read several times or not be written at all: what counts is what stands in the document.
        document.summary.findings =
            redacts
            ? try redactor(for: readership).placeholders(in: document.content).map {
                .init(rule: $0.rule, count: $0.count)
            }
            .sorted { $0.rule < $1.rule } : []
        return document
    }

    private func content(
        _ format: ScriptFormat,
        _ object: SessionObject,
        _ options: [String: HostValue]
    ) throws -> [UInt8] {
        let writer = DocumentWriter()
        defer { writer.isOpen = false }
        let arguments = [
            handle(for: object), .record(options), handle(writer, type: HostHandles.writer),
        ]
        _ = try format.run.call(self, arguments)
        return writer.bytes
    }

    /// A format of that name that does not exist.
    public func unknownFormat(_ name: String) -> HostError {
        HostError(
            "export.unknown",
            "there is no format '\(PrintableText.line(name))'",
            hint: Suggestions.hint(for: name, in: formatNames)
        )
    }
}

extension SessionObject {
    /// The session with all of its messages.
    var whole: SessionObject {
        var whole = self
        whole.places = nil
        return whole
    }
}

extension ExportOptions {
    /// The options as a script's exporter gets them.
    fileprivate var values: [String: HostValue] {
        [
            "messages": messages.map { .integer($0) } ?? .text("all"), "history": .text(history?.rawValue),
            "tools": .text(tools.rawValue), "thinking": .bool(thinking), "title": .text(title),
            "preface": .text(preface),
        ]
    }
}
