public import BatonSessions
public import Platform

/// The formats a session can be exported in.
public enum ExportFormat: String, Sendable, CaseIterable {
    /// A page for people and for an agent that is to go on.
    case markdown
    /// The portable bundle that can be cloned.
    case json
    /// One page for a browser, which loads nothing.
    case html

    /// The extension of its files, without a dot.
    public var fileExtension: String {
        switch self {
        case .markdown: "md"
        case .json: "json"
        case .html: "html"
        }
    }

    /// The media type of its files.
    public var mediaType: String {
        switch self {
        case .markdown: "text/markdown"
        case .json: "application/json"
        case .html: "text/html"
        }
    }
}

/// How much of tool calls and their results is shown.
public enum ToolDetail: String, Sendable, CaseIterable {
    /// All of it; long results folded.
    case full
    /// Calls on one line, results cut to their first lines.
    case brief
    /// The name of the tool only.
    case none
}

/// Which pictures a page shows.
public enum ImageDetail: String, Sendable, CaseIterable {
    /// Those of at most 1 MiB; of others the name.
    case small
    /// All of them.
    case all
    /// None: each is named.
    case none
}

/// Whom a Markdown page is for.
public enum Audience: String, Sendable, CaseIterable {
    /// People: the conversation as it was.
    case human
    /// An agent that goes on: first what was asked, decided and changed, and what is open; then the conversation in
    /// brief.
    case agent
}

/// What an export takes from a session and how it shows it.
public struct ExportOptions: Sendable {
    /// The latest messages that are exported, or `nil` for all.
    public var messages: Int? = 100
    /// How far back the conversation goes; `nil` for the format's own default.
    public var history: History?
    /// How much of tool calls is shown.
    public var tools = ToolDetail.full
    /// Which pictures a page shows or a bundle carries.
    ///
    /// `nil` is the format's own default: none in Markdown, small ones in HTML, all in a bundle, which carries all or none.
    public var images: ImageDetail?
    /// Whom a Markdown page is for.
    public var audience = Audience.human
    /// Whether the overview for an agent covers the whole conversation, however few of its messages follow.
    public var overviewCoversAll = true
    /// Whether the model's reasoning travels.
    public var thinking = false
    /// Whether a bundle carries subagents and spilled results beside the conversation.
    public var sidecars = false
    /// Whether a bundle carries the transcript's file and all files beside it, redacted and otherwise as they are.
    public var raw = false
    /// A title in place of the session's own.
    public var title: String?
    /// A text in front of the conversation, in Markdown.
    public var preface: String?
    /// The time that a bundle says it was made at.
    public var exportedAt: Timestamp

    /// The defaults, with the time of the export.
    public init(exportedAt: Timestamp) { self.exportedAt = exportedAt }

    /// The time of an export made now: `SOURCE_DATE_EPOCH` fixes it (reproducible-builds.org).
    public static func exportTime(_ context: Context) -> Timestamp {
        context.variable("SOURCE_DATE_EPOCH").flatMap { Int64($0) }.map { Timestamp(seconds: $0) }
            ?? context.now()
    }
}
