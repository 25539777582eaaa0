/// Finds international bank account numbers (ISO 13616): a country, two check digits, and the length of that country.
enum IBAN {
    /// How long the number of each country is, without spaces (SWIFT, "IBAN Registry").
    private static let lengths: [String: Int] = [
        "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29,
        "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29,
        "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28,
        "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20,
        "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22,
        "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25,
        "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "ST": 25,
        "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
    ]

    /// The length for two letters, as a table of 26 × 26; 0 for no country.
    private static let table: [UInt8] = {
        var table = [UInt8](repeating: 0, count: 676)
        for (country, length) in lengths {
            let letters = country.utf8.map { Int($0) - 65 }
            table[letters[0] * 26 + letters[1]] = UInt8(length)
        }
        return table
    }()

    /// The number whose digits are all or part of `run`, a run of digits and single separators.
    ///
    /// Where a country writes the letters of a bank before the digits, the run begins behind them.
    static func extent(in bytes: Span<UInt8>, around run: Range<Int>) -> Range<Int>? {
        for distance in [2, 5, 6, 8, 10] where run.lowerBound >= distance {
            let start = run.lowerBound - distance
            if isLetter(bytes[start]), isLetter(bytes[start + 1]), let range = number(bytes, from: start) {
                return range
            }
        }
        return nil
    }

    /// The lengths of numbers of which letters leave but few digits in a row: those of the bank (BG, GI, IE, LV, MT, NL,
    /// RO), or of the account (AD, AL, AZ, CH, CY, FR, GR, KZ, LB, LI, LU, MC, MK, SA, SM, TR and others).
    static let letteredLengths = Array(18...31)

    /// The number that a run of letters and digits is.
    static func number(_ bytes: Span<UInt8>, run: Range<Int>) -> Range<Int>? {
        guard letteredLengths.contains(run.count), isLetter(bytes[run.lowerBound]),
            isLetter(bytes[run.lowerBound + 1]), ByteClass.digits.contains(bytes[run.lowerBound + 2]),
            let range = number(bytes, from: run.lowerBound)
        else { return nil }
        return range == run ? range : nil
    }

    /// Letters of large banks of countries that write them; in groups of four they leave few digits in a row.
    private static let banks = [
        "ABNA", "INGB", "RABO", "BUNQ", "KNAB", "SNSB", "TRIO", "ASNB", "RBRB", "REVO", "AIBK", "BOFI",
        "IPBS",
        "RNCB", "BTRL", "BRDE", "RZBR", "INGB", "UNCR", "BNBG", "STSA", "FINV", "HABA", "UNLA", "PARX",
        "VALL",
        "MMEB", "NWBK", "BARC", "HBUK", "LOYD", "MIDL",
    ]

    /// The number behind the word IBAN, and around the letters of a large bank.
    static let named = Finder.located(
        [Head("iban", caseless: true)] + Set(banks).sorted().map { Head(" \($0) ") },
        isSpecific: true
    ) { bytes, start, end in
        if bytes[start] == UInt8(ascii: " ") {
            let first = start - 4
            guard first >= 0, isLetter(bytes[first]), isLetter(bytes[first + 1]) else { return nil }
            return number(bytes, from: first)
        }
        var reader = TextReader(at: end)
        _ = reader.skipClosers(bytes)
        let limit = min(bytes.count - 4, reader.index + 12)
        while reader.index < limit {
            if isLetter(reader.byte(bytes)), isLetter(reader.byte(bytes, 1)),
                let range = number(bytes, from: reader.index)
            {
                return range
            }
            reader.index += 1
        }
        return nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
    }

    /// The number that begins at `start` with two capitals.
    private static func number(_ bytes: Span<UInt8>, from start: Int) -> Range<Int>? {
        guard isLeftBoundary(bytes, start), start == 0 || !isJoint(bytes[start - 1]) else { return nil }
        let length = Int(table[Int(bytes[start] - 65) * 26 + Int(bytes[start + 1] - 65)])
        guard length > 0 else { return nil }
        // The number modulo 97, with the first four characters moved behind the rest.
        var remainder = 0
        var head = 0
        var count = 0
        var index = start
        let isSpaced = start + 4 < bytes.count && bytes[start + 4] == UInt8(ascii: " ")
        while index < bytes.count, count < length {
            let byte = bytes[index]
            if isSpaced, byte == UInt8(ascii: " "), count.isMultiple(of: 4), count > 0 {
                index += 1
                continue
            }
            let digit: Int
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = Int(byte) - 48
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit = Int(byte) - 55
            default: return nil
            }
            if count < 4 {
                head = head * (digit > 9 ? 100 : 10) + digit
            } else {
                remainder = (remainder * (digit > 9 ? 100 : 10) + digit) % 97
            }
            count += 1
            index += 1
        }
        guard count == length, index == bytes.count || !ByteClass.word.contains(bytes[index]) else {
            return nil
        }
        return (remainder * 1_000_000 + head) % 97 == 1 ? start..<index : nil
    }

    private static func isJoint(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: "/")
            || byte == UInt8(ascii: "+")
    }
}
