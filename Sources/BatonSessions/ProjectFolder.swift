/// How Claude Code names the folder of a project under `projects/`.
///
/// Checked against the folders that four versions of the program made, with spaces, dots, CJK, emoji and
/// paths of 199 to 207 characters.
public enum ProjectFolder {
    /// The longest name that is not cut, in UTF-16 code units.
    public static let longestName = 200

    /// The folder name for a real path: every UTF-16 code unit outside `[A-Za-z0-9]` becomes `-`.
    ///
    /// A name beyond 200 units keeps its first 200 and gets `-` with a hash of the whole path in base 36. The
    /// encoding loses information and is never decoded.
    public static func name(of realPath: String) -> String {
        let units = Array(realPath.utf16)
        let name = String(decoding: units.prefix(longestName).map(encode), as: UTF16.self)
        guard units.count > longestName else { return name }
        var hash: Int32 = 0
        for unit in units { hash = (hash &<< 5) &- hash &+ Int32(unit) }
        return name + "-" + String(hash.magnitude, radix: 36)
    }

    /// The name that is not cut, as versions up to 2.0.53 make it.
    static func wholeName(of realPath: String) -> String {
        String(decoding: realPath.utf16.map(encode), as: UTF16.self)
    }

    /// What all names of a long path begin with.
    static func beginning(of realPath: String) -> String {
        String(wholeName(of: realPath).unicodeScalars.prefix(longestName))
    }

    /// The same part of a name.
    static func beginning(ofName name: String) -> String { String(name.unicodeScalars.prefix(longestName)) }

    private static func encode(_ unit: UInt16) -> UInt16 {
        switch unit {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: unit
        default: 0x2d
        }
    }
}
