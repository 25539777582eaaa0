/// The rules of a redaction, in the order in which they are preferred.
public struct RuleSet: Sendable {
    /// The rules; no two have the same identifier.
    public private(set) var rules: [Rule]

    /// A set of exactly these rules.
    public init(_ rules: [Rule]) {
        self.rules = rules
    }

    /// This set and more rules, which are preferred over those that are there.
    public func adding(_ more: [Rule]) -> RuleSet {
        RuleSet(more + rules)
    }

    /// This set without the rules of these identifiers.
    public func removing(_ ids: Set<String>) -> RuleSet {
        RuleSet(rules.filter { !ids.contains($0.id) })
    }

    /// All that is found without being asked for.
    public static let builtIn = RuleSet(
        (modelProviderRules + agentRules).inGroup("Models and agents")
            + codeHostRules.inGroup("Code and builds")
            + (cloudRules + azureKeyRules).inGroup("Clouds") + databaseRules.inGroup("Databases")
            + infrastructureRules.inGroup("Clusters and secret stores") + identityRules.inGroup("Sign-in")
            + messagingRules.inGroup("Messages") + webhookRules.inGroup("Webhooks")
            + paymentRules.inGroup("Payment") + walletRules.inGroup("Wallets")
            + monitoringRules.inGroup("Monitoring") + serviceRules.inGroup("Services")
            + vendorModelRules.inGroup("Models and agents") + vendorCodeRules.inGroup("Code and builds")
            + vendorCloudRules.inGroup("Clouds") + vendorMessageRules.inGroup("Messages")
            + vendorMonitoringRules.inGroup("Monitoring") + vendorAccountRules.inGroup("Sign-in and payment")
            + vendorWorkRules.inGroup("Services")
            + generalRules.inGroup("By form or surroundings")
    )
}
