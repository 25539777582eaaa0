/// A secret that was found, told without telling it.
public struct Finding: Sendable, Hashable {
    /// The rule that found it, such as `github-token`.
    public let rule: String
    /// What stands in its place, such as `[redacted:github-token:1]`.
    public let placeholder: String
    /// Where the replaced part begins in the input (bytes).
    public let offset: Int
    /// How long the replaced part is in the input (bytes).
    public let length: Int
    /// At most the public beginning that tells the kind of secret, such as `ghp_`; often empty.
    public let hint: String
    /// Whether a checksum in it is right, which proves that it is no accident; most kinds have none.
    public let isVerified: Bool
}

/// An input without its secrets.
public struct Redaction: Sendable, Hashable {
    /// The input with placeholders.
    public let bytes: [UInt8]
    /// What was replaced, in the order of the input.
    public let findings: [Finding]
    /// How much longer each replaced part is in the input than its replacement (bytes), and where that one ends.
    let shifts: [Shift]
    /// Whether something other than white space or a quote touches a placeholder.
    let isGlued: Bool

    struct Shift: Sendable, Hashable {
        let end: Int
        let excess: Int
    }

    /// This redaction and one of its output, as one of this one's input.
    func followed(by next: Redaction) -> Redaction {
        var index = 0
        var excess = 0
        let later = next.findings.map { finding in
            while index < shifts.count, shifts[index].end <= finding.offset {
                excess += shifts[index].excess
                index += 1
            }
            return Finding(
                rule: finding.rule,
                placeholder: finding.placeholder,
                offset: finding.offset + excess,
                length: finding.length,
                hint: finding.hint,
                isVerified: finding.isVerified
            )
        }
        // A later round never touches a placeholder, so its shifts slip in between in the order of the output.
        var merged: [Shift] = []
        var moved = 0
        var added = next.shifts[...]
        for shift in shifts {
            while let first = added.first, first.end + first.excess + moved <= shift.end {
                moved += first.excess
                merged.append(first)
                added.removeFirst()
            }
            merged.append(Shift(end: shift.end - moved, excess: shift.excess))
        }
        merged += added
        return Redaction(
            bytes: next.bytes,
            findings: (findings + later).sorted { $0.offset < $1.offset },
            shifts: merged,
            isGlued: next.isGlued
        )
    }
}
