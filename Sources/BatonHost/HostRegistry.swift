/// All host functions, and the records they speak of.
public struct HostRegistry: Sendable {
    /// Functions in the order of the manual.
    public let functions: [HostFunction]
    /// Records by their names.
    public let records: [HostRecord]
    private let byPath: [String: Int]

    /// A registry of the given functions.
    public init(functions: [HostFunction], records: [HostRecord]) {
        self.functions = functions
        self.records = records
        byPath = Dictionary(functions.enumerated().map { ($0.element.path, $0.offset) }) { first, _ in first }
    }

    /// What this program offers.
    public static let builtIn = HostRegistry(
        functions: SessionFunctions.all + ExportFunctions.all + RedactFunctions.all + UploadFunctions.all
            + CloneFunctions.all + QRFunctions.all + GitFunctions.all + FileFunctions.all + LogFunctions.all
            + PromptFunctions.all + TextFunctions.all,
        records: HostRecords.all
    )

    /// The function that a step or a script names, such as `export.json`.
    public func function(_ path: String) -> HostFunction? { byPath[path].map { functions[$0] } }

    /// The place of a function in ``functions``, by which bindings call it.
    public func number(of path: String) -> Int? { byPath[path] }
}
