/// A command that takes a password where only its manual says so.
struct Command: Sendable {
    /// How the password stands in its word.
    enum Form: Sendable {
        /// It is the word.
        case password
        /// It is what follows the first separator; without one the word is the password, unless it is needed.
        case pair(UInt8, isNeeded: Bool)
        /// It follows a prefix such as `pass:`.
        case prefixed(StaticString)
        /// It stands between a slash and an at sign.
        case account
    }

    /// What a flag says of the password.
    enum Meaning {
        case none
        /// It is glued to the flag.
        case glued(Range<Int>)
        /// It is the next word.
        case next
        /// It is the next word, if nothing but a quote stands between.
        case touching
        /// The next word belongs to the flag and is none.
        case argument
    }

    let name: StaticString
    /// The flags that take the password as the next word, behind `=`, or glued when they are of one letter.
    let flags: [StaticString]
    let form: Form
    /// The place of the password among the words that are no flags, counted from 1; 0 for none.
    let place: Int
    /// The flags that take another word.
    let others: [StaticString]
    /// Whether the password may be glued to a flag of one letter, or must be.
    let touch: Touch

    enum Touch: Sendable { case never, may, must }

    init(
        _ name: StaticString,
        _ flags: [StaticString],
        _ form: Form = .password,
        place: Int = 0,
        others: [StaticString] = [],
        touch: Touch = .may
    ) {
        self.name = name
        self.flags = flags
        self.form = form
        self.place = place
        self.others = others
        self.touch = touch
    }

    /// What the flag says.
    func value(_ bytes: Span<UInt8>, _ word: Range<Int>) -> Meaning {
        for flag in flags {
            let count = flag.utf8CodeUnitCount
            guard word.count >= count, Self.begins(bytes, word.lowerBound, flag) else { continue }
            if word.count == count { return touch == .must ? .touching : .next }
            let next = bytes[word.lowerBound + count]
            if next == UInt8(ascii: "=") || next == UInt8(ascii: ":") {
                return .glued(word.lowerBound + count + 1..<word.upperBound)
            }
            if count == 2, touch != .never { return .glued(word.lowerBound + count..<word.upperBound) }
        }
        for flag in others where word.count == flag.utf8CodeUnitCount {
            if Self.begins(bytes, word.lowerBound, flag) { return .argument }
        }
        return .none
    }

    /// Whether the flag stands there, in the very case: `-P` is not `-p`.
    private static func begins(_ bytes: Span<UInt8>, _ start: Int, _ flag: StaticString) -> Bool {
        flag.withUTF8Buffer { text in
            for offset in 0..<text.count where unsafe bytes[start + offset] != text[offset] { return false }
            return true
        }
    }

    /// The commands by the length of their names.
    static let byLength: [[Command]] = {
        let longest = all.map(\.name.utf8CodeUnitCount).max() ?? 0
        return (0...longest).map { length in all.filter { $0.name.utf8CodeUnitCount == length } }
    }()

    /// The commands, each as its manual has it.
    static let all: [Command] = [
        Command("curl", ["-u", "--user", "--proxy-user", "-U"], .pair(UInt8(ascii: ":"), isNeeded: true)),
        Command("wget", ["--http-password", "--ftp-password"]),
        Command("http", ["-a", "--auth"], .pair(UInt8(ascii: ":"), isNeeded: true), touch: .never),
        Command("https", ["-a", "--auth"], .pair(UInt8(ascii: ":"), isNeeded: true), touch: .never),
        Command("xh", ["-a", "--auth"], .pair(UInt8(ascii: ":"), isNeeded: true), touch: .never),
        Command("ab", ["-A"], .pair(UInt8(ascii: ":"), isNeeded: true)),
        Command("sshpass", ["-p"]), Command("plink", ["-pw"]), Command("pscp", ["-pw"]), Command("psftp", ["-pw"]),
        Command("mysql", ["-p"], touch: .must), Command("mysqldump", ["-p"], touch: .must), Command("mysqladmin", ["-p"], touch: .must),
        Command("mysqlimport", ["-p"], touch: .must), Command("mariadb", ["-p"], touch: .must), Command("mariadb-dump", ["-p"], touch: .must),
        Command("mycli", ["-p"], touch: .must), Command("sqlcmd", ["-P"]), Command("bcp", ["-P"]), Command("tsql", ["-P"]),
        Command("docker login", ["-p"]), Command("podman login", ["-p"]), Command("registry login", ["-p"]),
        Command("skopeo login", ["-p"]), Command("buildah login", ["-p"]), Command("crane auth login", ["-p"]),
        Command("oc login", ["-p"]), Command("az login", ["-p"]), Command("cf login", ["-p"]),
        Command("doctl auth init", ["-t"]), Command("cargo login", [], place: 1), Command("vault login", [], place: 1),
        Command("htpasswd", [], place: 3), Command("htpasswd -nb", [], place: 2),
        Command("htpasswd -nbB", [], place: 2), Command("htpasswd -bn", [], place: 2),
        Command(
            "openssl",
            ["-pass", "-passin", "-passout", "-k"],
            .pair(UInt8(ascii: ":"), isNeeded: false),
            touch: .never
        ),
        Command("keytool", ["-storepass", "-keypass", "-srcstorepass", "-deststorepass"]),
        Command("jarsigner", ["-storepass", "-keypass"]), Command("apksigner", ["--ks-pass"], .prefixed("pass:")),
        Command("7z", ["-p"], touch: .must), Command("7za", ["-p"], touch: .must), Command("7zz", ["-p"], touch: .must), Command("rar", ["-p"], touch: .must),
        Command("unrar", ["-p"], touch: .must), Command("zip", ["-P"]), Command("unzip", ["-P"]),
        Command("redis-cli", ["-a", "--pass"]), Command("mongosh", ["-p"]), Command("mongo", ["-p"]),
        Command("mongodump", ["-p"]), Command("mongorestore", ["-p"]), Command("mongoexport", ["-p"]),
        Command("mongoimport", ["-p"]), Command("cqlsh", ["-p"]), Command("cypher-shell", ["-p"]),
        Command("clickhouse-client", ["--password"]), Command("rabbitmqadmin", ["-p"]),
        Command("ldapsearch", ["-w"]), Command("ldapmodify", ["-w"]), Command("ldapadd", ["-w"]),
        Command("ldapdelete", ["-w"]), Command("ldapwhoami", ["-w"]), Command("ldappasswd", ["-w", "-s"]),
        Command("smbclient", ["-U"], .pair(UInt8(ascii: "%"), isNeeded: true)),
        Command("rpcclient", ["-U"], .pair(UInt8(ascii: "%"), isNeeded: true)),
        Command("smbmap", ["-p"]), Command("crackmapexec", ["-p"]), Command("netexec", ["-p"]),
        Command("nxc", ["-p"]), Command("evil-winrm", ["-p"]), Command("winrs", ["-p"], touch: .never),
        Command("PsExec", ["-p"]), Command("psexec", ["-p"]), Command("xfreerdp", ["/p"], touch: .never),
        Command("rdesktop", ["-p"]), Command("ipmitool", ["-P"]), Command("snmpwalk", ["-A", "-X"]),
        Command("snmpget", ["-A", "-X"]), Command("lftp", ["-u"], .pair(UInt8(ascii: ","), isNeeded: true)),
        Command("net user", [], place: 2),
        Command("useradd", ["-p"], others: ["-u", "-g", "-d", "-s", "-c", "-G"]),
        Command("wpa_passphrase", [], place: 2), Command("set-initial-password", [], place: 1),
        Command("rabbitmqctl add_user", [], place: 2), Command("rabbitmqctl change_password", [], place: 2),
        Command("security add-generic-password", ["-w"]), Command("security add-internet-password", ["-w"]),
        Command("twine upload", ["-p"]), Command("sqlplus", [], .account, place: 1),
        Command("expdp", [], .account, place: 1), Command("impdp", [], .account, place: 1),
        Command("gh secret set", ["-b", "--body"]), Command("glab variable set", ["-v", "--value"]),
        Command("aws configure set", [], place: 2), Command("az keyvault secret set", ["--value"]),
        Command("aws ssm put-parameter", ["--value"]),
        Command("aws secretsmanager create-secret", ["--secret-string"]),
        Command("aws secretsmanager put-secret-value", ["--secret-string"]),
        Command("dotnet user-secrets set", [], place: 2), Command("poetry config", [], place: 3),
        Command("pulumi config set --secret", [], place: 2), Command("vercel env add", [], place: 2),
        Command("oathtool", ["-b"], place: 1, touch: .never), Command("steghide", ["-p"]),
        Command("ConvertTo-SecureString", ["-String"], place: 1, touch: .never),
        Command("cadaver", [], place: 3), Command("mosquitto_pub", ["-P"]), Command("mosquitto_sub", ["-P"]),
        Command("wifi connect", [], place: 3),
    ]
}
