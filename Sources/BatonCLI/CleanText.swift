internal import BatonHost
internal import BatonRedaction
internal import Platform

/// Takes secrets out of what a command says of files and failures, with one set of rules for all of it.
final class CleanText {
    private let context: Context
    private var redactor: Redactor?

    init(_ context: Context) { self.context = context }

    /// A text without secrets.
    ///
    /// - Parameters:
    ///   - text: the text.
    ///   - orElse: what stands in its place when it cannot be searched, made from a sentence that says so.
    /// - Returns: the text with placeholders.
    func callAsFunction(_ text: String, orElse: (String) -> String = { $0 }) -> String {
        do {
            let redactor = try redactor ?? HostRun(context, configuration: Configuration()).redactor()
            self.redactor = redactor
            var redaction = TextRedaction(redactor)
            return String(decoding: try redaction.redact(Array(text.utf8)), as: UTF8.self)
        } catch {
            return orElse(FailureDescription.withheld)
        }
    }
}
