/// How a session is to be cloned.
public struct CloneOptions: Sendable {
    /// Where the session is put.
    public enum Layout: String, Sendable, CaseIterable {
        /// In the folder of the target project, under a UUID: what the agent finds.
        case project
        /// In a folder of the author's project name, under the author's id, as the format's original tool did.
        case name
    }

    /// The directory to continue in; the working directory when there is none.
    public var project: String?
    /// Where the session is put.
    public var layout: Layout

    /// Options for a clone.
    public init(project: String? = nil, layout: Layout = .project) {
        self.project = project
        self.layout = layout
    }
}
