import BatonRedaction
import Testing

@Suite struct ContextTests {
    /// What people choose as passwords, made up at run time.
    static func password(_ random: inout SeededGenerator) -> String {
        switch Int.random(in: 0..<5, using: &random) {
        case 0:
            random.text("bcdfgklmnprst", 1) + random.text("aeiou", 1) + random.text("bcdfgklmnprst", 3)
                + random.text(digits, 3)
        case 1: random.text(base62, 10) + "!" + random.text(digits, 2)
        case 2: "Summer" + random.text(digits, 4) + "!"
        case 3: random.text(base62, 14) + random.text(digits, 2)
        default: random.text(base62, 4) + "-" + random.text(base62, 6) + "_" + random.text(digits, 3)
        }
    }

    static func key(_ random: inout SeededGenerator) -> String {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: random.text(hex, 32)
        case 1: random.text(base62, 40)
        case 2: random.text(base64, 39) + "7"
        default: random.text(base64URL, 31) + "7"
        }
    }

    static let passwords: [Surrounding] = [
        Surrounding("DB_PASSWORD=", "\nNEXT=1"), Surrounding("export PGPASSWORD='", "'"),
        Surrounding("password: ", "\n"), Surrounding("password: \"", "\""), Surrounding("password = '", "'"),
        Surrounding("{\"password\": \"", "\"}"), Surrounding("{\"password\":\"", "\",\"x\":1}"),
        Surrounding("mysql --password=", " db"), Surrounding("tool --password ", " run"),
        Surrounding("tool --password '", "' run"), Surrounding("[\"--password\", \"", "\"]"),
        Surrounding("The password is ", " for now"), Surrounding("the password is ", "."),
        Surrounding("Password: `", "`"), Surrounding("**Password:** ", "\n"),
        Surrounding("Password was ", ","),
        Surrounding("<password>", "</password>"), Surrounding("| password | ", " |"),
        Surrounding("Server=db;User Id=sa;Password=", ";Encrypt=true"),
        Surrounding("postgres://app:", "@db.example.org:5432/app"), Surrounding("redis://:", "@cache:6379/0"),
        Surrounding("mongodb+srv://root:", "@cluster0.example.net/?w=1"),
        Surrounding("amqp://svc:", "@mq"), Surrounding("https://bob:", "@git.example.org/x.git"),
        Surrounding("jdbc:postgresql://h/db?user=a&password=", "&ssl=true"),
        Surrounding("ALTER USER app WITH PASSWORD '", "';"),
        Surrounding("CREATE USER x IDENTIFIED BY '", "';"),
        Surrounding("machine example.org login me password ", "\n"), Surrounding("pwd: '", "'"),
        Surrounding("    \"smtp_pass\": \"", "\","), Surrounding("ADMIN_PASS=", "\n"),
        Surrounding("const password: string = \"", "\";"), Surrounding("password := \"", "\""),
        Surrounding("'password' => '", "',"), Surrounding(":password => \"", "\""),
        Surrounding("- name: DB_PASSWORD\n  value: ", "\n"),
        Surrounding("{\"name\":\"DB_PASSWORD\",\"value\":\"", "\"}"), Surrounding("set password=", "\r\n"),
        Surrounding("  12→DB_PASSWORD=", "\n"), Surrounding("+password: ", "\n"),
        Surrounding("passphrase = \"", "\""), Surrounding("sshpass -p ", " ssh host"),
        Surrounding("curl -u admin:", " https://x.example.org"),
        Surrounding("curl --user 'admin:", "' https://x"),
        Surrounding("mysql -u root -p", " shop"), Surrounding("docker login -u me -p ", " registry"),
        Surrounding("redis-cli -a ", " ping"), Surrounding("password == \"", "\""),
        Surrounding("<add key=\"Password\" value=\"", "\"/>"), Surrounding("<user password=\"", "\"/>"),
        Surrounding("$env:DB_PASSWORD = \"", "\""),
        Surrounding("kubectl create secret x --from-literal=password=", " y"),
    ]

    static let keys: [Surrounding] = [
        Surrounding("API_KEY=", "\n"), Surrounding("export SERVICE_API_KEY=\"", "\""),
        Surrounding("api_key: ", "\n"),
        Surrounding("apiKey: '", "',"), Surrounding("{\"api_key\":\"", "\"}"),
        Surrounding("x-api-key: ", "\r\n"),
        Surrounding("AWS_SECRET_ACCESS_KEY=", "\n"), Surrounding("aws_secret_access_key = ", "\n"),
        Surrounding("\"SecretAccessKey\": \"", "\","), Surrounding("client_secret=", "&grant=x"),
        Surrounding("clientSecret: \"", "\""), Surrounding("--token ", " x"), Surrounding("--api-key=", " x"),
        Surrounding("Authorization: Bearer ", "\r\n"), Surrounding("Authorization: token ", "\n"),
        Surrounding("//registry.npmjs.org/:_authToken=", "\n"), Surrounding("TWILIO_AUTH_TOKEN=", "\n"),
        Surrounding("?access_token=", "&x=1"), Surrounding("token = \"", "\""),
        Surrounding("SECRET_KEY = '", "'"),
        Surrounding("secret: ", "\n"), Surrounding("JWT_SECRET=", "\n"), Surrounding("private_key: \"", "\""),
        Surrounding("encryption_key=", "\n"), Surrounding("DD_API_KEY=", " DD_SITE=x"),
        Surrounding("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=", "==;EndpointSuffix=x"),
        Surrounding("STRIPE_KEY=", "\n"), Surrounding("the api key is ", " ok"),
        Surrounding("API key: ", "\n"),
        Surrounding("os.environ[\"API_TOKEN\"] = \"", "\""), Surrounding("headers: {'X-Auth-Token': '", "'}"),
        Surrounding("session_secret => \"", "\""), Surrounding("\\\"token\\\": \\\"", "\\\""),
        Surrounding("SENDGRID_KEY: ", "\n"), Surrounding("credentials: ", "\n"),
        Surrounding("accessToken=", ";"),
        Surrounding("aws configure set aws_secret_access_key ", "\n"),
    ]

    private func found(_ surroundings: [Surrounding], _ make: (inout SeededGenerator) -> String) throws -> (
        share: Double, missed: [String]
    ) {
        var random = SeededGenerator(seed: 21)
        var missed: [String] = []
        var total = 0
        for surrounding in surroundings {
            for depth in 0...2 {
                for _ in 0..<5 {
                    let secret = make(&random)
                    let input = record(surrounding.before + secret + surrounding.after, depth: depth)
                    let redaction = try Shared.redactor().redact(record: Array(input.utf8))
                    let output = redaction.map { String(decoding: $0.bytes, as: UTF8.self) } ?? input
                    #expect(JSONChecker.isValid(Array(output.utf8)), "\(surrounding) \(secret)")
                    total += 1
                    if output.contains(secret) { missed.append("\(surrounding) depth \(depth): \(secret)") }
                }
            }
        }
        return (1 - Double(missed.count) / Double(total), missed)
    }

    @Test func `passwords known by their surroundings are found`() throws {
        let (share, missed) = try found(Self.passwords, Self.password)
        #expect(share >= 0.95, "missed: \(missed.joined(separator: "\n"))")
    }

    @Test func `keys known by their surroundings are found`() throws {
        let (share, missed) = try found(Self.keys, Self.key)
        #expect(share >= 0.95, "missed: \(missed.joined(separator: "\n"))")
    }

    @Test func `what is no secret stays`() throws {
        var touched: [String] = []
        for text in Harmless.texts {
            for depth in 0...2 {
                let input = record(text, depth: depth)
                if let redaction = try Shared.redactor().redact(record: Array(input.utf8)) {
                    touched.append("\(redaction.findings.map(\.rule)) \(text)")
                }
            }
            if let redaction = try Shared.redactor().redact(text: Array(text.utf8)) {
                touched.append("\(redaction.findings.map(\.rule)) \(text)")
            }
        }
        #expect(touched.isEmpty, "\(touched.joined(separator: "\n"))")
    }
}
