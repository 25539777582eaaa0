internal import BatonGit
public import BatonProvenance
internal import BatonSessions
internal import JSON
public import Lua
internal import Platform

/// Where lines of a file come from, down to the message in which they were written.
public struct LineSources {
    /// Some neighbouring lines.
    public struct Source {
        /// Their commit and its sessions.
        public let origin: LineOrigin
        /// The messages in which sessions wrote them.
        public let writings: [Writing]
    }

    /// A message in which a session wrote lines.
    public struct Writing: Sendable, Equatable {
        /// The session's id.
        public let session: String
        /// Number of the message in the full history; `nil` when a subagent wrote the lines.
        public let message: Int?
        /// The subagent that wrote them.
        public let subagent: String?
        /// First line of the prompt before it, without secrets.
        public let prompt: String?
    }

    private let run: HostRun

    /// For one run, whose redaction cleans the prompts.
    public init(_ run: HostRun) { self.run = run }

    /// The sources of lines of a file, from the first line on.
    ///
    /// - Parameters:
    ///   - file: a path as a person gives it.
    ///   - lines: the first and the last line, from 1; all when `nil`.
    /// - Returns: the sources in the order of the lines.
    /// - Throws: ``GitError``, also when the file is in no repository or has no such lines.
    public func sources(of file: String, lines: ClosedRange<Int>?) throws -> [Source] {
        let (git, matcher) = try CommitSessions.matcher(run.context)
        let path = try CommitSessions.path(file, in: git.repository, run.context)
        return try matcher.origins(of: path, lines: lines).map { origin in
            Source(origin: origin, writings: writings(of: origin))
        }
    }

    private func writings(of origin: LineOrigin) -> [Writing] {
        origin.writings.compactMap { writing in
            guard let session = origin.matches.first(where: { $0.session.id == writing.session })?.session
            else {
                return nil
            }
            let number =
                writing.subagent == nil
                ? (try? session.messageNumbers(ofRecordsAt: [writing.offset]))?[writing.offset] : nil
            return Writing(
                session: session.id,
                message: number,
                subagent: writing.subagent,
                prompt: number.flatMap { prompt(of: session, before: $0) }
            )
        }
    }

    /// The first line of the prompt that led to a message; `nil` when there is none, or it cannot be cleaned.
    private func prompt(of session: Session, before number: Int) -> String? {
        guard let conversation = try? run.sessionReader.conversation(of: SessionObject(session)) else {
            return nil
        }
        var place = min(number, conversation.count) - 1
        // A turn of an agent is long; what is further away explains little.
        let last = max(0, place - 2_000)
        while place >= last {
            defer { place -= 1 }
            guard conversation.role(at: place) == .user, let message = try? conversation.message(at: place)
            else {
                continue
            }
            if message.blocks.contains(where: \.isToolResult) { continue }
            for case .text(let value) in message.blocks {
                // Cleaned whole, so that no secret is cut in two before it is known.
                guard let text = value.string, let clean = try? run.redacted(text) else { continue }
                if let line = PromptText(clean).firstLine { return PrintableText.line(line) }
            }
        }
        return nil
    }

    /// The fields of a source in the order of the manual.
    public static func members(of source: Source) -> [(name: String, value: HostValue)] {
        [
            ("from", .integer(source.origin.lines.lowerBound)),
            ("to", .integer(source.origin.lines.upperBound)),
            ("commit", .text(source.origin.commit?.id)), ("subject", .text(source.origin.commit?.subject)),
            ("committed", .text(source.origin.commit?.committed.iso8601)),
        ]
    }

    /// The fields of a message in which lines were written.
    public static func members(of writing: Writing) -> [(name: String, value: HostValue)] {
        [
            ("session", .text(writing.session)), ("message", writing.message.map { .integer($0) } ?? .nil),
            ("subagent", .text(writing.subagent)), ("prompt", .text(writing.prompt)),
        ]
    }
}
