/// What a person should know of a store before sending something there.
public struct StoreDescription: Sendable, Equatable {
    /// Its name in the configuration.
    public let name: String
    /// Its kind, such as `x0`.
    public let type: String
    /// Its address or folder.
    public let place: String
    /// The largest file it takes, in bytes; `nil` for no known limit.
    public let maxBytes: Int?
    /// How long it keeps files and who can read them, in words.
    public let retention: String
    /// Who can read what was uploaded, in words such as `everybody with the link`.
    public let readers: String
    /// Whether something that was uploaded can be removed again.
    public let canDelete: Bool
    /// Whether the time of removal can be changed after the upload.
    public let canExtend: Bool
    /// Whether the time of removal can be asked for when uploading.
    public let canExpire: Bool
    /// Whether the store keeps nothing but text, so that sealed content must be armored.
    public let isTextOnly: Bool
    /// Whether an upload leaves this machine.
    public let isRemote: Bool

    /// A description from its parts.
    public init(
        name: String,
        type: String,
        place: String,
        maxBytes: Int?,
        retention: String,
        readers: String = "everybody with the link",
        canDelete: Bool,
        canExtend: Bool = false,
        canExpire: Bool = false,
        isTextOnly: Bool = false,
        isRemote: Bool
    ) {
        self.name = name
        self.type = type
        self.place = place
        self.maxBytes = maxBytes
        self.retention = retention
        self.readers = readers
        self.canDelete = canDelete
        self.canExtend = canExtend
        self.canExpire = canExpire
        self.isTextOnly = isTextOnly
        self.isRemote = isRemote
    }
}
