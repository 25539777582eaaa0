internal import Patterns

/// One kind of secret: what it is called and how it is found.
public struct Rule: Sendable {
    /// The name in placeholders and reports: lower-case words joined by `-`.
    public let id: String
    /// What it finds, in a few words.
    public let about: String
    let finder: Finder
    /// What stands in the place of its secrets; `nil` for a numbered placeholder.
    let mask: String?
    /// The field its vendor works in, such as `Payment`; empty for rules of users.
    public internal(set) var group = ""
    /// What tells its secrets.
    public let kind: Kind
    /// The checksum that is part of the form, where the vendor has one.
    public let checksum: Checksum?
    /// The form in words where it does not follow from the finder.
    let writtenForm: String?
    /// How the vendor is named, where only that tells the credential.
    let vendorKey: VendorKey?
    /// The beginnings of an address that is a secret.
    let address: SecretAddress?

    init(
        _ id: String,
        _ about: String,
        _ finder: Finder,
        kind: Kind? = nil,
        form: String? = nil,
        checksum: Checksum? = nil,
        mask: String? = nil,
        vendorKey: VendorKey? = nil,
        address: SecretAddress? = nil
    ) {
        self.id = id
        self.about = about
        self.finder = finder
        self.kind = kind ?? finder.kind
        self.writtenForm = form
        self.checksum = checksum
        self.mask = mask
        self.vendorKey = vendorKey
        self.address = address
    }

    /// A rule of the user.
    ///
    /// - Parameters:
    ///   - id: its name in placeholders: lower-case words joined by `-`.
    ///   - about: what it finds, in a few words.
    ///   - pattern: a PCRE2 expression; with a capturing group only the group is replaced.
    ///   - caseless: whether letters match in both cases.
    public init(id: String, about: String = "", pattern: String, caseless: Bool = false) {
        self.init(id, about, .search(expression: pattern, caseless: caseless))
    }
}

/// How the secrets of a rule are found.
///
/// All but ``search(expression:caseless:)`` begin at a fixed-length *head*, which the first stage looks for in
/// one pass with those of all other rules; the second stage then settles the exact extent.
enum Finder: Sendable {
    /// A public prefix and a run of at least so many characters of a class.
    case prefixed([String], ByteClass, atLeast: Int)
    /// A public prefix and exactly so many characters of a class, with none of the class behind.
    case exact([String], ByteClass, count: ClosedRange<Int>)
    /// An expression that must match at a long run of letters and digits of one of the shapes.
    ///
    /// For what has no beginning of three bytes that the first stage could look for.
    case run([RunShape], expression: String)
    /// An expression that must match where one of the heads begins; a capturing group narrows the secret.
    case shaped([Head], expression: String)
    /// A name such as `password`, an operator and a value.
    case assignment([Keyword])
    /// A PEM or OpenPGP private key.
    case privateKey
    /// The password in `scheme://user:password@host`.
    case urlPassword
    /// The credential of an `Authorization` header.
    case authorization
    /// A payment card number.
    case card
    /// An international bank account number.
    case account
    /// What a function finds where one of the heads stands, whatever is before it.
    ///
    /// The function gets the searched bytes and where the head begins and ends; it must be quick, also when its head
    /// stands everywhere. `isSpecific` tells whether the value tells by itself what it is.
    case located([Head], isSpecific: Bool, Locator)
    /// What a function finds where the name of a vendor stands before the name of a credential and a long value.
    ///
    /// A name that does not say itself that a credential follows is not looked for elsewhere; see ``CredentialMention``.
    case named([Head], Locator)
    /// An expression that is searched for everywhere.
    case search(expression: String, caseless: Bool)
}

/// Settles at a head whether there is a secret, and its range.
typealias Locator = @Sendable (_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Range<Int>?

/// The beginning of a secret, of fixed length so that its start follows from its end.
struct Head: Sendable {
    /// The expression, in the common subset of the two engines.
    let expression: String
    /// The length of every match (bytes).
    let length: Int
    /// How many bytes of it are public.
    let hint: Int
    let caseless: Bool
    /// Whether it tells without the name of a credential behind it that one follows.
    let saysItself: Bool

    /// A literal and `count` bytes of a class; the literal has two bytes at least, since the engine loses matches of
    /// one byte before a wide class (Vectorscan 5.4.9).
    init(
        _ literal: String,
        _ bytes: ByteClass? = nil,
        _ count: Int = 0,
        caseless: Bool = false,
        saysItself: Bool = false
    ) {
        precondition(bytes == nil || literal.utf8.count > 1, "a head needs two bytes before a class")
        var expression = ""
        for character in literal {
            if !character.isLetter, !character.isNumber, character != "_" { expression += "\\" }
            expression.append(character)
        }
        if let bytes { expression += "[\(bytes.text)]{\(count)}" }
        self.expression = expression
        self.length = literal.utf8.count + count
        self.hint = literal.utf8.count
        self.caseless = caseless
        self.saysItself = saysItself
    }

    /// An expression whose matches all have this length.
    init(expression: String, length: Int, hint: Int = 0, caseless: Bool = false) {
        self.expression = expression
        self.length = length
        self.hint = hint
        self.caseless = caseless
        saysItself = false
    }

    var pattern: ScanPattern { ScanPattern(expression, caseless: caseless) }
}
