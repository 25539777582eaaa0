public struct Finding: Sendable, Hashable { public let rule: String }
public struct Redaction: Sendable { public let bytes: [UInt8]; public let findings: [Finding] }
public final class Redactor {
    public init() {}
    public func learn(record: Span<UInt8>) {}
    public func redact(record: Span<UInt8>) throws -> Redaction? { nil }
    public func redact(text: Span<UInt8>) -> Redaction? { nil }
    public var counts: [(rule: String, count: Int)] { [] }
}
