import BatonRedaction
import Testing

/// Surroundings and forms of passwords that were missed once.
@Suite struct AddedContextTests {
    static let found: [(before: String, secret: String, after: String)] = [
        ("The password for the staging box is ", "Harbor749!", ""),
        ("Changed password from oldone to ", "willow44", ""),
        ("user ann, password ", "otter-maple-violet-lemon", ""),
        ("user ann, password ", "OtterMaple68", ""),
        ("  secret: '", "Lagoon31@", "',"),
        ("Wi" + "Fi.begin(\"Home\", \"", "otter-maple-violet-lemon", "\");"),
        ("DriverManager.getConnection(url, \"sa\", \"", "otter4817", "\");"),
        ("aws configure set redis_password ", "OtterMaple29", ""),
        ("set -gx pwd ", "otter-maple-violet-lemon", ""),
        ("credentials: admin:", "Lagoon@9766", ""),
        ("{&quot;password&quot;: &quot;", "Lagoon39!x", "&quot;}"),
        ("%22password%22%3A%22", "Lagoon@9515", "%22"),
        ("password&#61;", "Lagoon81$", "&amp;x"),
        ("Const DB_PASSWORD As String = \"", "Lagoon81maple", "\""),
        ("ansibleBecomePass = \"", "XzQBu0ZIxYr8l2CU6Y", "\""),
        ("expect \"*assword:\"\nsend \"", "Lagoon3123!", "\\r\""),
        ("psexec.py 'corp/admin:", "OtterMaple21", "@dc01.corp.local'"),
        ("CREATE LOGIN bob WITH PASSWORD = N'", "Lagoon31maple", "'"),
        ("password <- \"", "OtterMaple31", "\""),
        ("CREATE USER app WITH PASSWORD '", "QwsSDVGSthjmhAqw", "';"),
    ]

    @Test(arguments: found)
    func `is hidden, and nothing around it`(_ sample: (before: String, secret: String, after: String)) throws
    {
        #expect(
            !(try redacted("x\n\(sample.before)\(sample.secret)\(sample.after)\ny")).contains(sample.secret)
        )
        let output = try redacted("x\n\(sample.before)\(sample.secret)\(sample.after)\ny")
        #expect(output.hasPrefix("x\n\(sample.before)["))
        #expect(output.hasSuffix("\(sample.after)\ny"))
    }

    @Test(arguments: ["otter-maple-violet-lemon", "Lagoon@824"])
    func `a password of words is hidden where it stands again`(_ secret: String) throws {
        let redactor = try Shared.redactor()
        try redactor.learn(text: Array("the password is \(secret)\n".utf8))
        let redaction = try #require(try redactor.redact(text: Array("then \(secret) worked".utf8)))
        #expect(!String(decoding: redaction.bytes, as: UTF8.self).contains(secret))
    }

    @Test(arguments: [
        "hash_key = \"7f4f3a3ed87d6807abff2e512ddf614ceefe253c\"",
        "https://play.example/?code=_MM_MANT_NORM_1_2+++++//+interval+%5B1,+2)",
        "password: \"getPasswordFromEnvironment\"", "secret: 'client-secret-name'",
        "The password for the account is required", "password of the user is changed to something else",
        "bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "https://git.example/hooks/post-receive-and-so-on-x", "xsl.stylesheet_and_more_of_it_here",
        "{&quot;password&quot;: &quot;string&quot;}", "secret_build_cache.directory",
    ])
    func `stays as it is`(_ text: String) throws {
        #expect(try redacted(text) == text)
    }

    @Test func `an account number is found with letters behind its digits, and in groups`() throws {
        for number in [
            "FR7630006000011234567890189", "NL91 ABNA 0417 1643 00", "GR1601101250000000012300695",
        ] {
            #expect(!(try redacted("pay to \(number) today")).contains(number), "\(number)")
        }
        #expect(try redacted("pay to NL92 ABNA 0417 1643 00 today").contains("0417"))
    }
}
