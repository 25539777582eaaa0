public import Age

/// With what sealed files may be opened besides the key of their link.
public struct OpeningKeys: Sendable {
    /// Files with identities that were named for this run; one that cannot be used is an error.
    public var identities: [String] = []
    /// Files with identities that the settings name; they are read when the link's key does not open the file.
    public var usual: [String] = []
    /// The passphrase of a file that needs one; nil to ask the person, where there is one.
    public var passphrase: SecretText?
    /// The highest work factor of a passphrase that is computed (log2 of scrypt's N): 18 takes a second and 256 MiB, and
    /// each step more doubles both.
    public var maxWorkFactor = ScryptIdentity.defaultMaxWorkFactor

    /// The keys of the person's `.ssh` folder, tried on files that are sealed to such keys, as the age program does.
    static let sshFiles = ["~/.ssh/id_ed25519", "~/.ssh/id_rsa"]

    /// No keys but those every run has.
    public init() {}
}
