internal import BatonSessions

/// Names of agents that a person gave.
public enum AgentNames {
    /// A name that no agent has.
    public struct Unknown: Error {
        /// What is wrong with it.
        public let message: String
        /// What to write instead.
        public let hint: String
    }

    /// The agents that some texts name, each one or several with commas between.
    public static func read(_ texts: [String]) -> Result<Set<String>, Unknown> {
        var names: Set<String> = []
        for part in texts.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
            let name = String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            guard SessionStores.agents.contains(name) else {
                return .failure(
                    Unknown(
                        message: "there is no agent '\(name)' whose sessions are read",
                        hint: "the agents are \(SessionStores.agents.joined(separator: ", "))"
                    )
                )
            }
            names.insert(name)
        }
        return .success(names)
    }
}
