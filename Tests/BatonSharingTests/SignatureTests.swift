import Age
import JSON
import Platform
import Testing

@testable import BatonSharing

@Suite("Signature Version 4")
struct SignatureTests {
    /// What botocore signed, made by `scripts/stores/signatures.py`.
    static let recorded: [JSONValue] = {
        let file = Paths.join(Paths.directory(#filePath), "Signatures/botocore.jsonl")
        guard let bytes = try? Files.read(file) else { return [] }
        return bytes.split(separator: 0x0a).compactMap { try? JSONParser.parse(Array($0)) }
    }()

    private func pairs(_ value: JSONValue?) -> [(name: String, value: String)] {
        guard let value else { return [] }
        return value.elements.map { pair in
            let texts = pair.elements.map { $0.string ?? "" }
            return (name: texts[0], value: texts[1])
        }
    }

    @Test("canonical requests, signatures and signed links are botocore's, for odd keys and queries too")
    func botocore() throws {
        #expect(Self.recorded.count == 120)
        for record in Self.recorded {
            func text(_ name: String) -> String { record[key: name]?.string ?? "" }
            let isLink = text("signs") == "query"
            let signer = SignatureV4(
                credentials: AWSCredentials(
                    accessKey: text("access_key"),
                    secretKey: SecretText(utf8: text("secret_key")),
                    sessionToken: record["token"]?.string.map { SecretText(utf8: $0) }
                ),
                region: text("region"),
                time: "20260228T103015Z"
            )
            let path = "/" + SignatureV4.encodedPath(text("key"))
            #expect(path == text("path"))
            let request = SignatureV4.Request(
                method: text("method"),
                host: text("host"),
                path: path,
                query: pairs(record["query"]),
                headers: isLink ? [] : pairs(record["headers"]),
                payload: text("payload")
            )
            if isLink {
                let query = signer.presignedQuery(of: request, seconds: 604_800)
                #expect(query.hasSuffix("&X-Amz-Signature=" + text("result")), "\(text("key"))")
            } else {
                let headers = signer.signedHeaders(of: request)
                #expect(headers.last?.name == "Authorization")
                #expect(headers.last?.value == text("result"), "\(text("key"))")
            }
        }
    }

    @Test("the canonical request is that of AWS's own example")
    func example() {
        // "Authenticating Requests: Using the Authorization Header", GET with a range.
        let signer = SignatureV4(
            credentials: AWSCredentials(
                accessKey: "AKIAIOSFODNN7EXAMPLE",
                secretKey: SecretText(utf8: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
                sessionToken: nil
            ),
            region: "us-east-1",
            time: "20130524T000000Z"
        )
        let request = SignatureV4.Request(
            method: "GET",
            host: "examplebucket.s3.amazonaws.com",
            path: "/test.txt",
            headers: [(name: "Range", value: "bytes=0-9")],
            payload: SignatureV4.empty
        )
        let value = signer.signedHeaders(of: request).last?.value ?? ""
        #expect(value.hasSuffix("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"))
    }
}

@Suite("Files of AWS's tools")
struct AWSProfileTests {
    @Test("profiles are read from both files, and the credentials' file wins")
    func profiles() throws {
        try withHome { context throws in
            let folder = context.path("~/.aws")
            try Files.makeDirectory(folder)
            let config = """
                # a comment
                [default]
                region = eu-north-1
                s3 =
                  region = nested
                [profile  team]
                region=eu-west-1
                aws_access_key_id = old
                [profile other]
                sso_session = x
                """
            try Files.create(Array(config.utf8), at: Paths.join(folder, "config"))
            let credentials = "[team]\r\naws_access_key_id = AKIDTEAM\r\naws_secret_access_key = a=b\r\n"
            try Files.create(Array(credentials.utf8), at: Paths.join(folder, "credentials"))
            let team = try #require(AWSProfile("team", context))
            #expect(team["region"] == "eu-west-1")
            #expect(team.credentials?.accessKey == "AKIDTEAM")
            #expect(team.credentials?.secretKey == SecretText(utf8: "a=b"))
            #expect(AWSProfile("default", context)?["region"] == "eu-north-1")
            #expect(AWSProfile("other", context)?.credentials == nil)
            #expect(AWSProfile("other", context)?.otherWay == "sso_session")
            #expect(AWSProfile("missing", context) == nil)
        }
    }
}

@Suite("Fields of XML answers")
struct XMLFieldTests {
    @Test(
        "the first element of a name gives its text, and nothing else does",
        arguments: [
            ("<a><Code>NoSuchKey</Code><Code>b</Code></a>", "NoSuchKey"),
            ("<Code>a &amp;lt; b</Code>", "a &lt; b"),
            ("<Code></Code>", ""), ("<Code><b>c</b></Code>", nil), ("<Code>cut", nil),
            ("<Codes>a</Codes>", nil),
            ("<code>a</code>", nil), ("", nil), ("<!DOCTYPE a [<!ENTITY x \"y\">]><Code>&x;</Code>", "&x;"),
        ] as [(String, String?)]
    )
    func fields(document: String, text: String?) {
        #expect(XMLField.first("Code", in: Array(document.utf8)) == text)
    }

    @Test("a huge answer of beginnings takes no long time")
    func long() {
        let document = [UInt8](repeating: UInt8(ascii: "<"), count: 1 << 20)
        #expect(XMLField.first("UploadId", in: document) == nil)
        #expect(XMLField.first("Code", in: Array(String(repeating: "<Code", count: 200_000).utf8)) == nil)
    }
}
