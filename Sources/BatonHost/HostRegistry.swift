/// All host functions, and the records and handles they speak of.
public struct HostRegistry: Sendable {
    /// Functions in the order of the manual.
    public let functions: [HostFunction]
    /// Types of objects that scripts hold.
    public let handles: [HostHandle]
    /// Records by their names.
    public let records: [HostRecord]
    /// Tables of functions in the order of the manual; the first is `baton` itself.
    public let modules: [HostModule]
    /// Constants of `baton`.
    public let constants: [HostConstant]
    /// Kinds of failures that scripts can tell apart.
    public let failures: [HostFailure]
    private let byPath: [String: Int]

    /// A registry of the given functions.
    public init(
        functions: [HostFunction],
        handles: [HostHandle] = HostHandles.all,
        records: [HostRecord] = [],
        modules: [HostModule] = HostModules.all,
        constants: [HostConstant] = HostModules.constants,
        failures: [HostFailure] = HostFailures.all
    ) {
        self.functions = functions
        self.handles = handles
        self.records = records
        self.modules = modules
        self.constants = constants
        self.failures = failures
        byPath = Dictionary(functions.enumerated().map { ($0.element.path, $0.offset) }) { first, _ in first }
    }

    /// What this program offers.
    public static let builtIn = HostRegistry(
        functions: CoreFunctions.all + SessionFunctions.all + ExportFunctions.all + HTMLExportFunctions.all
            + RedactFunctions.all
            + UploadFunctions.all + CloneFunctions.all + QRFunctions.all + GitFunctions.all
            + GitSessionFunctions.all
            + EffectCatalog.functions + PureLibrary.functions,
        records: HostRecords.all + EffectCatalog.records
    )

    /// The function that a step or a script names, such as `export.json`.
    public func function(_ path: String) -> HostFunction? { byPath[path].map { functions[$0] } }

    /// The place of a function in ``functions``, by which bindings call it.
    public func number(of path: String) -> Int? { byPath[path] }

    /// The type of objects of that name.
    public func handle(_ name: String) -> HostHandle? { handles.first { $0.name == name } }

    /// The record of that name.
    public func record(_ name: String) -> HostRecord? { records.first { $0.name == name } }
}
