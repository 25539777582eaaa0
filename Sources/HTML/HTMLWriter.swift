/// HTML that is being written, as UTF-8.
///
/// Only literals of the program become markup: ``markup(_:)`` takes nothing else, and every other byte goes through one
/// escaping. What stands between two literals can therefore be anything, and stays text or the value of an attribute.
///
/// ```swift
/// var page = HTMLWriter()
/// page.markup("<p")
/// page.attribute("title", "\"quoted\"")
/// page.markup(">")
/// page.text("1 < 2")
/// page.markup("</p>")
/// ```
public struct HTMLWriter: Sendable {
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []

    /// A writer that has written nothing.
    public init() {}

    /// Writes markup of the program's own.
    public mutating func markup(_ literal: StaticString) {
        literal.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
    }

    /// Writes text in an element.
    ///
    /// Line ends become newlines. What is not UTF-8 becomes U+FFFD; control characters, those that turn the direction
    /// of text, and those that nobody sees are shown by a sign or their code.
    public mutating func text(_ text: Span<UInt8>) { HTMLEscape.append(text, .text, to: &bytes) }

    /// Writes text in an element.
    public mutating func text(_ text: ArraySlice<UInt8>) { self.text(text.span) }

    /// Writes text in an element.
    public mutating func text(_ text: String) { self.text(Array(text.utf8).span) }

    /// Writes a space, an attribute's name and its value in quotes.
    public mutating func attribute(_ name: StaticString, _ value: Span<UInt8>) {
        open(name)
        HTMLEscape.append(value, .attribute, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes a space, an attribute's name and its value in quotes.
    public mutating func attribute(_ name: StaticString, _ value: String) {
        attribute(name, Array(value.utf8).span)
    }

    /// Writes a space, an attribute's name and a number in quotes.
    public mutating func attribute(_ name: StaticString, _ value: Int) {
        open(name)
        number(value)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes a space, an attribute's name and its value in quotes, which `write` writes piece by piece.
    public mutating func attribute(
        _ name: StaticString,
        _ write: (inout HTMLAttributeWriter) throws -> Void
    ) rethrows {
        open(name)
        var value = HTMLAttributeWriter(bytes: bytes)
        bytes = []
        defer {
            bytes = value.bytes
            bytes.append(UInt8(ascii: "\""))
        }
        try write(&value)
    }

    /// Writes a number in decimal digits.
    public mutating func number(_ value: Int) { bytes.append(contentsOf: String(value).utf8) }

    /// Writes a named character reference such as `&mdash;` as it stands, so that a browser resolves it.
    ///
    /// A reference can only become text. One that is not a name between `&` and `;`, or that names a character which
    /// turns the direction of text, is written as the text it is.
    public mutating func reference(_ reference: Span<UInt8>) {
        if HTMLEscape.isPlainReference(reference) {
            unsafe reference.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
        } else {
            text(reference)
        }
    }

    /// Writes bytes that the program itself made, such as its style sheet, as they are; never anything from outside.
    public mutating func trusted(_ source: [UInt8]) { bytes.append(contentsOf: source) }

    /// Forgets what was written, and keeps the room for it; a caller takes ``bytes`` away before.
    public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// Forgets what was written behind the first `count` bytes.
    public mutating func removeAll(behind count: Int) { bytes.removeLast(bytes.count - count) }

    /// How many bytes were written.
    public var count: Int { bytes.count }

    private mutating func open(_ name: StaticString) {
        bytes.append(UInt8(ascii: " "))
        markup(name)
        bytes.append(UInt8(ascii: "="))
        bytes.append(UInt8(ascii: "\""))
    }
}

/// The value of an attribute that is being written.
public struct HTMLAttributeWriter: Sendable {
    fileprivate(set) var bytes: [UInt8]

    /// Writes a part of the value.
    public mutating func text(_ text: Span<UInt8>) { HTMLEscape.append(text, .attribute, to: &bytes) }

    /// Writes a part of the value.
    public mutating func text(_ text: String) { self.text(Array(text.utf8).span) }
}
