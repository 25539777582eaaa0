/// Finds what a script types where a program asks for a password: `expect "password:"` and `send "x\r"`.
enum TypedPassword {
    /// So far before the answer the question may stand (bytes).
    private static let window = 120

    static let finder = Finder.located(
        ["send ", "sendline(", "send_keys(", "send("].map { Head($0) },
        isSpecific: false
    ) { bytes, start, end in
        var reader = TextReader(at: end)
        _ = reader.skip("-- ", bytes)
        guard reader.openQuote(bytes) != nil else { return nil }
        let question = Value(bytes, max(0, start - window)..<start).lowercased
        guard contains(question, "assword") || contains(question, "assphrase"), contains(question, "expect")
        else { return nil }
        let first = reader.index
        var index = first
        while index < bytes.count, index - first < 80, bytes[index] > 0x20,
            bytes[index] != UInt8(ascii: "\\"), bytes[index] != UInt8(ascii: "\""),
            bytes[index] != UInt8(ascii: "'")
        {
            index += 1
        }
        guard index - first >= 6 else { return nil }
        let value = Value(bytes, first..<index)
        guard value.looksChosen(isText: true) || value.isPassphrase || value.isNumbered, !value.isPlaceholder,
            !value.namesVariable, !value.hasVariable
        else { return nil }
        return first..<index
    }
}

/// Finds the password in the target of a tool for Windows networks: `psexec.py corp/admin:x@host`.
enum TargetPassword {
    /// Scripts of impacket (github.com/fortra/impacket, examples).
    private static let tools = [
        "secretsdump", "psexec", "wmiexec", "smbexec", "atexec", "dcomexec", "mssqlclient", "smbclient.py",
        "GetUserSPNs", "GetNPUsers", "GetADUsers", "lookupsid", "rpcdump", "reg.py", "services.py",
        "getTGT", "getST",
    ]

    static let finder = Finder.located(tools.map { Head($0, caseless: true) }, isSpecific: false) {
        bytes,
        _,
        end in
        let limit = min(bytes.count, end + 160)
        // The target is the word with a slash, a colon and, behind the password, an at sign.
        var slash: Int?
        var colon: Int?
        var at: Int?
        var index = end
        scan: while index < limit {
            switch bytes[index] {
            case UInt8(ascii: "/"): if colon == nil { slash = index }
            case UInt8(ascii: ":"): if slash != nil, colon == nil { colon = index }
            case UInt8(ascii: "@"): if colon != nil { at = index }
            case UInt8(ascii: " "), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\t"):
                if at != nil { break scan }
                slash = nil
                colon = nil
            case UInt8(ascii: "\\"), 0..<0x20: break scan
            default: break
            }
            index += 1
        }
        guard let colon, let at, at - colon > 6 else { return nil }
        let value = Value(bytes, colon + 1..<at)
        return value.looksChosen(isText: true) || value.isPassphrase ? colon + 1..<at : nil
    }
}
