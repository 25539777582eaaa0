internal import Age
internal import Platform

/// The files of AWS's own tools that hold credentials and regions by profiles: `~/.aws/credentials` and `~/.aws/config`.
///
/// Form and names from the AWS CLI's guide ("Configuration and credential file settings"): sections of `key = value`; in
/// the second file a section is called `profile NAME`, but for `default`.
struct AWSProfile {
    let name: String
    private let values: [String: String]

    /// The profile of that name; nil when neither file has it.
    init?(_ name: String, _ context: Context) {
        func file(_ variable: String, _ usual: String) -> [String: [String: String]] {
            let path = context.path(context.variable(variable) ?? usual)
            guard let bytes = try? Files.read(path, limit: 1 << 20),
                let text = String(validating: bytes, as: UTF8.self)
            else { return [:] }
            return Self.sections(text)
        }
        let settings = file("AWS_CONFIG_FILE", "~/.aws/config")
        let credentials = file("AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials")
        let configured = settings["profile " + name] ?? (name == "default" ? settings["default"] : nil)
        guard configured != nil || credentials[name] != nil else { return nil }
        self.name = name
        values = (configured ?? [:]).merging(credentials[name] ?? [:]) { $1 }
    }

    /// A value of the profile.
    subscript(key: String) -> String? {
        guard let value = values[key], !value.isEmpty else { return nil }
        return value
    }

    /// The profile's own keys; nil when it gets them in another way, which ``otherWay`` names.
    var credentials: AWSCredentials? {
        guard let access = self["aws_access_key_id"], let secret = self["aws_secret_access_key"] else {
            return nil
        }
        return AWSCredentials(
            accessKey: access,
            secretKey: SecretText(utf8: secret),
            sessionToken: self["aws_session_token"].map { SecretText(utf8: $0) }
        )
    }

    /// How the profile gets credentials where it holds none.
    var otherWay: String? {
        ["sso_session", "sso_start_url", "credential_process", "role_arn", "login_session"].first {
            self[$0] != nil
        }
    }

    /// Names and values by sections.
    static func sections(_ text: String) -> [String: [String: String]] {
        var result: [String: [String: String]] = [:]
        var section: String?
        for raw in text.split(whereSeparator: \.isNewline) {
            // Indented lines belong to a nested setting.
            guard let first = raw.first, !first.isWhitespace, first != "#", first != ";" else { continue }
            let line = trimmed(raw)
            if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
                let words = line[line.index(after: line.startIndex)..<end].split(
                    whereSeparator: \.isWhitespace
                )
                section = words.joined(separator: " ")
                if let section, result[section] == nil { result[section] = [:] }
            } else if let section, let equals = line.firstIndex(of: "=") {
                let name = trimmed(line[..<equals]).lowercased()
                result[section]?[name] = String(trimmed(line[line.index(after: equals)...]))
            }
        }
        return result
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
