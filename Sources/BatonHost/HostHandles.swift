/// The types of objects that scripts hold.
public enum HostHandles {
    /// The number of sessions.
    public static let session: Int32 = 1

    /// All types.
    public static let all: [HostHandle] = [SessionHandle.type] + ProductHandles.all + EffectCatalog.handles

    /// The number of the type of that name; -1 for none.
    static func number(of name: String) -> Int32 { all.first { $0.name == name }?.number ?? -1 }
}
