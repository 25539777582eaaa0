public import Platform

/// The stores that can be used, by name.
public struct StoreCatalog {
    /// The kinds of stores there are.
    public static let types = StoreKind.all.map(\.type)

    private let settings: [String: StoreSettings]
    private let custom: [String: CustomStore]
    /// The store that is used when none is named.
    public let defaultName: String
    private let context: Context

    /// A catalog of the configured stores, of `custom` ones and, unless the configuration says otherwise, `x0` at x0.at.
    public init(
        _ settings: [String: StoreSettings],
        defaultName: String?,
        custom: [String: CustomStore] = [:],
        _ context: Context
    ) {
        self.custom = custom
        var all = ["x0": StoreSettings(type: "x0", url: "https://x0.at")]
        all.merge(settings) { _, own in own }
        self.settings = all
        self.defaultName = defaultName ?? "x0"
        self.context = context
    }

    /// Names of all stores, sorted.
    public var names: [String] { Set(settings.keys).union(custom.keys).sorted() }

    /// The store of that name; `nil` and `default` mean the default one.
    ///
    /// - Throws: ``SharingError/unknownStore(name:known:)``, ``SharingError/badStoreSettings(name:problem:)``.
    public func store(_ name: String?) throws -> any Store {
        let name = name == nil || name == "default" ? defaultName : name ?? defaultName
        if let store = custom[name] { return store }
        guard let settings = settings[name] else { throw SharingError.unknownStore(name: name, known: names) }
        guard let kind = StoreKind.named(settings.type) else {
            throw SharingError.badStoreSettings(
                name: name,
                problem: "type '\(settings.type)' is not one of \(Self.types.joined(separator: ", "))"
            )
        }
        return try kind.make(StoreSource(name: name, settings: settings, context: context))
    }
}
