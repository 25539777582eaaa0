#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// What can be told about a value from its characters alone.
struct Value {
    let text: [UInt8]
    private(set) var letters = 0
    private(set) var lower = 0
    private(set) var upper = 0
    private(set) var digits = 0
    /// All that is neither letter nor digit nor a joint of words (`-`, `_`, `.`, `/`).
    private(set) var symbols = 0
    /// How many different bytes there are.
    var distinct: Int {
        seen.0.nonzeroBitCount + seen.1.nonzeroBitCount + seen.2.nonzeroBitCount + seen.3.nonzeroBitCount
    }
    private var seen: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    /// How often letters and digits, or lower and upper case, take turns.
    private(set) var turns = 0
    /// Shannon entropy of the bytes (bits a byte).
    var entropy: Double {
        var counts = [UInt32](repeating: 0, count: 256)
        for byte in text { counts[Int(byte)] += 1 }
        var entropy = 0.0
        func add(_ seen: UInt64, _ first: Int) {
            var seen = seen
            while seen != 0 {
                let share = Double(counts[first + seen.trailingZeroBitCount]) / Double(text.count)
                entropy -= share * log2(share)
                seen &= seen - 1
            }
        }
        add(seen.0, 0)
        add(seen.1, 64)
        add(seen.2, 128)
        add(seen.3, 192)
        return entropy
    }

    init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        self.init(range.map { bytes[$0] })
    }

    init(_ text: [UInt8]) {
        self.text = text
        var last: Kind?
        for byte in text {
            let bit: UInt64 = 1 << UInt64(byte & 63)
            switch byte >> 6 {
            case 0: seen.0 |= bit
            case 1: seen.1 |= bit
            case 2: seen.2 |= bit
            default: seen.3 |= bit
            }
            let kind = Kind(byte)
            switch kind {
            case .lower: lower += 1
            case .upper: upper += 1
            case .digit: digits += 1
            case .joint: break
            case .symbol: symbols += 1
            }
            // A capital before small letters is how words are written.
            if let last, last != kind, !(last == .upper && kind == .lower) { turns += 1 }
            last = kind
        }
        letters = lower + upper
    }

    private enum Kind {
        case lower, upper, digit, joint, symbol

        init(_ byte: UInt8) {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): self = .lower
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): self = .upper
            case UInt8(ascii: "0")...UInt8(ascii: "9"): self = .digit
            case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/"): self = .joint
            default: self = .symbol
            }
        }
    }

    var count: Int { text.count }
    /// The bytes with ASCII letters in lower case.
    var lowercased: [UInt8] { text.map(asciiLower) }
    var first: UInt8 { text.first ?? 0 }

    /// Whether it is made of hexadecimal digits only.
    var isHex: Bool { text.allSatisfy { ByteClass.hex.contains($0) } }

    /// Whether it can be a generated token: mixed characters, no words.
    var looksRandom: Bool {
        guard count >= 10, distinct >= 6, digits > 0 || (lower > 1 && upper > 1) else { return false }
        if digits == count { return false }
        if isWords || isName || isDate || isVersion || isPath { return false }
        if isHex { return count >= 16 && entropy >= 2.5 }
        return turns >= 2 && entropy >= (count >= 20 ? 3.0 : 2.8)
    }

    /// Whether it can be a password that a person chose; `isText` tells that it stands where only a text can stand,
    /// not an expression of a program.
    func looksChosen(isText: Bool) -> Bool {
        guard count >= 6, count <= 128, !isVersion else { return false }
        if digits == count { return isText && count <= 12 }
        if upper > 2, lower > 2, looksRandom { return true }
        // Letters of both cases that are no words.
        if isText, letters == count, count >= 12, upper > 3, lower > 3, letters <= 4 * capitalizedWords {
            return true
        }
        guard letters > 0, distinct >= 4, digits > 0 || symbols > 0 else { return false }
        if isDatedWord { return true }
        // `strict=True` is an argument, `#comment` a comment, `a:b` a pair.
        if digits == 0, symbols == 1,
            let sign = text.firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "#") }),
            sign == 0 || text[sign] == UInt8(ascii: "="), Value(Array(text[..<sign])).isWords,
            Value(Array(text[(sign + 1)...])).isWords
        {
            return false
        }
        if !isText, digits == 0, !text.contains(where: { Self.specials.contains($0) }) { return false }
        // `hunter-2024` between quotes is a password, `user_2` in a program is a variable.
        return !isWords || (isText && digits > 0 && !Self.isTechnical(text[...]))
    }

    /// How many words there are when each begins with a capital.
    private var capitalizedWords: Int {
        text.indices.count(where: { index in
            guard Kind(text[index]) == .upper else { return index == 0 }
            return index == 0 || Kind(text[index - 1]) != .upper
                || (index + 1 < text.count && Kind(text[index + 1]) == .lower)
        })
    }

    /// Whether it is so mixed that it is a password without a word that says so.
    var looksStrong: Bool {
        guard count >= 8, count <= 64, digits > 0, letters > 1, digits < count, !isVersion, !isDate, !isUUID,
            !text.contains(UInt8(ascii: "(")), !text.contains(UInt8(ascii: "="))
        else { return false }
        if isNumbered { return true }
        if isWords || isName && symbols == 0 && turns < 4 { return false }
        let kinds = (lower > 0 ? 1 : 0) + (upper > 0 ? 1 : 0) + (symbols > 0 ? 1 : 0)
        return kinds >= 2 || (count >= 12 && turns >= 4)
    }

    /// Whether it is four or more words joined by dashes, as in `otter-maple-violet-lemon`, that do not speak of secrets.
    var isPassphrase: Bool {
        guard digits == 0, symbols == 0, upper <= 8, count >= 16, count <= 80 else { return false }
        let words = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard words.count >= 4, words.count <= 10 else { return false }
        return words.allSatisfy {
            $0.count >= 3 && $0.count <= 12 && $0.allSatisfy { ByteClass.letters.contains($0) }
        }
            && !words.contains { Self.topics.contains($0.map(asciiLower)) }
    }

    /// Whether it is a word, an at sign and a number of two to four digits, as in `Harbor@2024`.
    var isDatedWord: Bool {
        guard symbols == 1, let sign = text.firstIndex(of: UInt8(ascii: "@")), sign >= 3 else { return false }
        let number = text[(sign + 1)...]
        return (2...4).contains(number.count) && number.allSatisfy { ByteClass.digits.contains($0) }
            && text[..<sign].allSatisfy { ByteClass.letters.contains($0) }
    }

    private static let topics = Set<[UInt8]>(
        [
            "pass", "password", "passwords", "secret", "token", "your", "key", "reset", "login", "auth",
            "user", "form", "field", "input", "label",
            "must", "not", "change", "value", "test", "mock", "fake", "this", "the", "with", "example",
            "default", "page", "email", "account", "link", "button", "error", "invalid", "required",
            "here", "into", "from", "and", "for",
        ].map { Array($0.utf8) }
    )

    /// Whether it is two or more words and a number, joined by dashes, as programs propose: `otter-maple-80`.
    var isNumbered: Bool {
        guard digits >= 2, digits <= 4, symbols == 0, ByteClass.letters.contains(first),
            let dash = text.lastIndex(of: UInt8(ascii: "-")), count - dash - 1 == digits
        else { return false }
        let words = text[..<dash].split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return words.count >= 2
            && words.allSatisfy { $0.count >= 3 && $0.allSatisfy { ByteClass.letters.contains($0) } }
    }

    /// Whether it is the member of something in a program: `self.lib.NAME_1`, `ed25519.Ed25519PrivateKey`.
    var isMember: Bool {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count >= 2, let root = parts.first, let start = root.first,
            ByteClass.letters.contains(start) || start == UInt8(ascii: "_"), root.count <= 24
        else { return false }
        if root.count <= 8, Value(Array(text[(root.endIndex + 1)...])).isWords { return true }
        let isPlain = root.allSatisfy { ByteClass.letters.contains($0) || $0 == UInt8(ascii: "_") }
        return (isPlain || Self.isTechnical(root))
            && parts.allSatisfy { $0.allSatisfy { ByteClass.word.contains($0) } && $0.count <= 64 }
    }

    /// Whether it is written as a US social security number, with an area that is given out.
    var isSocialSecurityNumber: Bool {
        let numbers = text.filter { ByteClass.digits.contains($0) }
        guard numbers.count == 9, count == 9 || count == 11 else { return false }
        if count == 11 {
            guard text[3] == text[6], text[3] == UInt8(ascii: "-") || text[3] == UInt8(ascii: " ") else {
                return false
            }
        }
        let area = numbers.prefix(3)
        return !area.elementsEqual("000".utf8) && !area.elementsEqual("666".utf8)
            && numbers[0] != UInt8(ascii: "9") && distinct > 3
    }

    /// Whether it is base32 as one-time passwords have it.
    var isSeed: Bool {
        (16...128).contains(count) && distinct >= 6
            && text.allSatisfy { byte in
                let letter = asciiLower(byte)
                return (letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z"))
                    || (byte >= UInt8(ascii: "2") && byte <= UInt8(ascii: "7")) || byte == UInt8(ascii: "=")
            } && !isWords
    }

    /// Whether each part between joints is a word or a short number, as in `my-secret-name-2`.
    var isWords: Bool {
        let parts = text.split { Kind($0) == .joint || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "@") }
        return parts.allSatisfy { part in
            let digits = part.reduce(0) { $0 + (ByteClass.digits.contains($1) ? 1 : 0) }
            if digits == part.count { return digits <= 4 }
            if digits > 0 { return Self.isTechnical(part) }
            return part.allSatisfy { ByteClass.letters.contains($0) } && Self.isCamelCase(part)
                && (part.count < 4 || part.contains { Self.vowels.contains($0) })
        }
    }

    /// Whether it is the name of something in a program, with a number at most: `rsa.Ed25519PrivateKey`.
    var isName: Bool {
        var words = 0
        var numbers = 0
        var last: Kind?
        for (index, byte) in text.enumerated() {
            let kind = Kind(byte)
            let next = index + 1 < text.count ? Kind(text[index + 1]) : nil
            switch kind {
            case .symbol: return false
            case .digit: if last != .digit { numbers += 1 }
            case .lower: if last != .lower && last != .upper { words += 1 }
            // A word begins at the first capital of a row, and at its last when small letters follow.
            case .upper: if last != .upper || next == .lower { words += 1 }
            case .joint: break
            }
            last = kind
        }
        if lower == 0, text.contains(UInt8(ascii: "_")), digits * 4 <= upper || (digits <= 4 && upper >= 6) {
            return true
        }
        return numbers <= 2 && words > 0 && letters >= (digits == 0 ? 3 * words : 4 * words - 1)
            && digits * 2 <= letters
            && text.contains { Self.vowels.contains($0) }
    }

    /// Whether a variable is named in it, as in `user:$NAME`.
    var hasVariable: Bool {
        text.indices.contains { index in
            text[index] == UInt8(ascii: "$") && index + 3 < text.count
                && text[index + 1...index + 3].allSatisfy { Kind($0) == .upper || $0 == UInt8(ascii: "_") }
        }
    }

    /// Whether it begins with a variable as shells, Perl and PHP write it: `$name`, `!$name`.
    var namesVariable: Bool {
        text.prefix(2).enumerated().contains { index, byte in
            byte == UInt8(ascii: "$") && index + 1 < text.count && ByteClass.letters.contains(text[index + 1])
        }
    }

    private static let specials = ByteClass("!#$%&*+?@^~")
    private static let vowels = ByteClass("AEIOUYaeiouy")

    /// Whether capitals only begin words (`parseValue`) or all are capitals.
    private static func isCamelCase(_ part: ArraySlice<UInt8>) -> Bool {
        let capitals = part.reduce(0) { $0 + (ByteClass.upper.contains($1) ? 1 : 0) }
        if capitals == part.count { return part.count <= 20 }
        return capitals * 3 <= part.count && part.count <= 40
    }

    /// Words that contain digits.
    private static func isTechnical(_ part: ArraySlice<UInt8>) -> Bool {
        guard part.count <= 16 else { return false }
        return technical.contains(part.map(asciiLower))
    }

    private static let technical: Set<[UInt8]> = {
        var words: [String] = [
            "uint8array", "uint16array", "uint32array", "int8array", "float32array", "float64array", "oauth2",
            "oauth1", "argon2", "argon2id", "base64", "base64url", "base32", "base58", "utf8", "utf16", "md5",
            "sha1", "sha2", "sha3", "sha224", "sha256", "sha384", "sha512", "hs256", "hs384", "hs512",
            "rs256",
            "rs512", "es256", "es384", "ps256", "aes128", "aes256", "ed25519", "x25519", "secp256k1", "p256",
            "s3", "ec2", "k8s", "i18n", "l10n", "http2", "ipv4", "ipv6", "x509", "pkcs1", "pkcs8", "pkcs12",
            "bip39", "win32", "web3", "es6", "h2", "log4j", "neo4j", "auth0", "oauth2token", "mp3", "mp4",
            "pbkdf2", "blake2", "blake3", "bcrypt2", "chacha20", "poly1305", "int32", "uint32", "int64",
            "uint64", "uint8", "int8", "int16", "uint16", "float32", "float64", "bytes32", "u8", "u16", "u32",
            "u64", "i32", "i64", "f32", "f64", "usize", "char16", "string2", "utf8string",
        ]
        for number in 0...31 { words.append("v\(number)") }
        return Set(words.map { Array($0.utf8) })
    }()

    /// Whether it begins like a date.
    var isDate: Bool {
        count >= 8 && count <= 32 && text.prefix(4).allSatisfy { ByteClass.digits.contains($0) }
            && (text[4] == UInt8(ascii: "-") || text[4] == UInt8(ascii: "/"))
            && ByteClass.digits.contains(text[5])
    }

    /// Whether it begins like a version.
    var isVersion: Bool {
        guard count >= 3, ByteClass.digits.contains(text[0]) else { return false }
        let digits = text.prefix { ByteClass.digits.contains($0) }.count
        return digits + 1 < count && text[digits] == UInt8(ascii: ".")
            && ByteClass.digits.contains(text[digits + 1])
    }

    /// Whether it is a UUID.
    var isUUID: Bool {
        count == 36
            && text.indices.allSatisfy { index in
                [8, 13, 18, 23].contains(index)
                    ? text[index] == UInt8(ascii: "-") : ByteClass.hex.contains(text[index])
            }
    }

    /// Whether it is a colour of a style sheet.
    var isColor: Bool {
        first == UInt8(ascii: "#") && count <= 9 && text.dropFirst().allSatisfy { ByteClass.hex.contains($0) }
    }

    /// Whether it is a long run of base64 and not the names of a path.
    private var isBase64: Bool {
        guard count >= 30, lower >= 4, upper >= 4, digits > 0, entropy >= 4.4 else { return false }
        return text.allSatisfy { ByteClass.base64.contains($0) }
    }

    /// Whether it is a path or an address.
    var isPath: Bool {
        switch first {
        // A path is made of words; random characters of base64 may begin with a slash too.
        case UInt8(ascii: "/"): return !isBase64
        case UInt8(ascii: "~"), UInt8(ascii: "."): return true
        default:
            return BatonRedaction.contains(text, "://")
                || (count > 2 && text[1] == UInt8(ascii: ":") && text[2] == UInt8(ascii: "\\"))
        }
    }
}
