public import BatonRedaction

/// The page `docs/redaction-rules.md`: every rule that finds secrets.
public struct RuleManual {
    /// The page's text, in Markdown.
    public static func text(_ rules: RuleSet) -> String {
        var groups: [(name: String, rules: [Rule])] = []
        for rule in rules.rules {
            if let index = groups.firstIndex(where: { $0.name == rule.group }) {
                groups[index].rules.append(rule)
            } else {
                groups.append((rule.group, [rule]))
            }
        }
        let counts = groups.map { group in
            [
                "[\(group.name)](#\(Markdown.anchor(group.name.replacing(" ", with: "-"))))",
                "\(group.rules.count)",
            ]
        }
        var parts = [
            """
            # What redaction finds

            The \(rules.rules.count) kinds of secrets that are looked for, made from the program itself. A secret that is found is replaced
            by `[redacted:RULE:N]` everywhere in the share; where two rules find the same, the one that says more gives the name.

            "Form" means that the secret tells by itself what it is. "Context" means that what stands before it does: a value of the
            right shape is a secret only behind a vendor's name, a name such as `api_key` or `token`, or in a command. "Block" goes over
            several lines. A right checksum proves that a secret is one, also where it is glued to a word; a wrong one
            spares nothing, since vendors change their forms.

            """,
            Markdown.table(["Part", "Rules"], counts), Self.publicIdentifiers,
        ]
        for group in groups {
            let rows = group.rules.map { rule in
                [
                    Markdown.code(rule.id), rule.about, rule.form, rule.kind.rawValue,
                    rule.checksum?.about ?? "",
                ]
            }
            parts.append(
                "## \(group.name)\n\n"
                    + Markdown.table(["Rule", "Finds", "Form", "Told by", "Checksum"], rows)
            )
        }
        return parts.joined(separator: "\n")
    }

    /// What is not a secret by decision.
    private static let publicIdentifiers = """
        ## What is left alone

        - Keys that vendors give out to be published: Stripe's `pk_live_`, Mapbox's `pk.`, PostHog's `phc_`, Sentry's public key in a DSN,
          LaunchDarkly's `mob-`, the site keys of Turnstile, hCaptcha and reCAPTCHA, Algolia's application id, OAuth client ids.
        - Ids and digests: UUIDs, commit hashes, `sha256:` and lock-file hashes, request ids, image data. The same value behind a
          vendor's name and a name such as `api_key` is a credential.
        - Stand-ins: `<your-key>`, `xxxxxxxx`, `sk-ant-...`, `${TOKEN}`, `process.env.TOKEN`.

        Some identifiers are half of a pair and go too, since they tell whose account it is: the key ids of AWS, Alibaba, Tencent and
        Scaleway, Twilio's `SK…`, Razorpay's `rzp_…`. A Google API key (`AIza…`) goes also where it is Firebase's, which is
        meant to be public: the two look the same.

        """
}
