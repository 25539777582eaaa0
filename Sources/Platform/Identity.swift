#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Names by which this person and this machine are known; each empty when it is not.
public struct Identity: Sendable, Hashable {
    /// The name that the person logs in by.
    public var loginName: String
    /// The person's name as the system keeps it (the first field of GECOS in passwd(5)).
    public var fullName: String
    /// The name of the machine, without a domain.
    public var hostName: String

    /// An identity from its parts.
    public init(loginName: String = "", fullName: String = "", hostName: String = "") {
        self.loginName = loginName
        self.fullName = fullName
        self.hostName = hostName
    }

    /// The identity of the user of this process, on this machine.
    public static func system() -> Identity {
        var identity = Identity()
        if let entry = unsafe getpwuid(getuid()) {
            if let name = unsafe entry.pointee.pw_name { identity.loginName = unsafe String(cString: name) }
            if let about = unsafe entry.pointee.pw_gecos {
                let fields = unsafe String(cString: about).split(
                    separator: ",",
                    omittingEmptySubsequences: false
                )
                identity.fullName = fields.first.map(String.init) ?? ""
            }
        }
        var buffer = [CChar](repeating: 0, count: 256)
        if unsafe gethostname(&buffer, buffer.count - 1) == 0 {
            let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            let name = String(decoding: bytes, as: UTF8.self)
            identity.hostName = name.split(separator: ".").first.map(String.init) ?? ""
        }
        return identity
    }
}
