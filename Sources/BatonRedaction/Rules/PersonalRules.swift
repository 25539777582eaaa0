/// Addresses of electronic mail (RFC 5322, the forms that people have); those that stand for nobody stay.
let emailRule = Rule(
    "email",
    "E-mail address",
    .located([Head(expression: "[A-Za-z0-9_+-]@[A-Za-z0-9]", length: 3)], isSpecific: false) {
        bytes,
        start,
        _ in
        MailAddress.extent(in: bytes, at: start + 1)
    },
    kind: .personal,
    form: "`name@host.tld`, but not of reserved domains, `noreply` and `git`"
)

/// Addresses of machines; those that mean the same everywhere stay.
let ipAddressRule = Rule(
    "ip-address",
    "IP address",
    .located(
        [
            Head(expression: #"[0-9]\.[0-9]"#, length: 3),
            Head(expression: "[0-9A-Fa-f]:[0-9A-Fa-f]", length: 3),
            Head(expression: "[0-9A-Fa-f]::", length: 3),
        ],
        isSpecific: false
    ) { bytes, start, end in
        bytes[start + 1] == UInt8(ascii: ".")
            ? InternetAddress.version4(in: bytes, at: start + 1)
            : InternetAddress.version6(in: bytes, at: start + 1)
    },
    kind: .personal,
    form: "IPv4, or IPv6 of four groups or more"
)

/// Telephone numbers: with the `+` of a country (E.164), or as in North America.
let phoneRule = Rule(
    "phone",
    "Telephone number",
    .located(
        [
            Head(expression: #"\+[1-9][0-9 (-]"#, length: 3),
            Head(expression: "[0-9][0-9][0-9][-. ][0-9][0-9][0-9][0-9]", length: 8),
        ],
        isSpecific: false
    ) { bytes, start, end in
        bytes[start] == UInt8(ascii: "+")
            ? PhoneNumber.international(in: bytes, at: start)
            : PhoneNumber.american(in: bytes, at: start, end)
    },
    kind: .personal,
    form: "`+` and 8 to 15 digits, or `ddd-ddd-dddd`"
)

/// Names of people and machines.
func personalNameRules(_ names: PersonalNames) -> [Rule] {
    let login = HomePath.isGeneric(Array(names.loginName.utf8)) ? "" : names.loginName
    // Short names are ordinary words; in paths they are found anyway.
    let word = login.utf8.count >= 3 ? [login] : []
    var rules = [
        Rule(
            "user",
            "User name",
            .located(HomePath.heads + word.map { WordList.head($0, caseless: false) }, isSpecific: false) {
                bytes,
                start,
                end in
                let range = start..<end
                return HomePath.opens(bytes, range)
                    ? HomePath.userName(in: bytes, range, login: login)
                    : WordList.extent(in: bytes, range)
            },
            kind: .personal,
            form: "the name in the path of a home directory, and your own login name"
        )
    ]
    if names.fullName.utf8.count >= 4, names.fullName.contains(" ") {
        rules.append(wordRule("person", "Your own name", [names.fullName]))
    }
    if names.hostName.utf8.count >= 4, names.hostName != "localhost" {
        rules.append(wordRule("host", "Name of this machine", [names.hostName]))
    }
    return rules
}

/// Whole words of a list, in upper and lower case.
func wordRule(_ id: String, _ about: String, _ words: [String]) -> Rule {
    var heads: [Head] = []
    var known: Set<String> = []
    for word in words {
        // The engine folds the case of ASCII letters; others are written out.
        for form in [word, word.lowercased(), word.uppercased()]
        where !form.isEmpty && known.insert(form.asciiLowercased).inserted {
            heads.append(WordList.head(form, caseless: true))
        }
    }
    return Rule(
        id,
        about,
        .located(heads, isSpecific: false) { bytes, start, end in WordList.extent(in: bytes, start..<end) },
        kind: .personal
    )
}

extension String {
    fileprivate var asciiLowercased: String {
        String(decoding: utf8.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
