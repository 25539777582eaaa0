extension [Rule] {
    /// These rules as one part of the documentation.
    func inGroup(_ group: String) -> [Rule] {
        map { rule in
            var rule = rule
            rule.group = group
            return rule
        }
    }
}
