/// Reads a page by a grammar much stricter than a browser's, so that whatever it accepts every browser reads alike.
///
/// Tags are lower-case names with attributes in double quotes; text holds no `<` or `>`, and no `&` that begins no
/// character reference; every element is closed where it was opened; there are no comments.
public struct HTMLReader {
    /// Why a page is not accepted.
    public struct Failure: Error, CustomStringConvertible {
        /// What was met, and where.
        public let description: String
    }

    /// An element of the page, in the order of their beginnings.
    public struct Element {
        /// Its name as it is written.
        public let name: String
        /// Its attributes, with references resolved.
        public let attributes: [String: String]
        /// Names of the elements around it, from the outermost on.
        public let path: [String]
        /// All text in it, with references resolved.
        public fileprivate(set) var text: String
    }

    /// The elements, in the order of their beginnings.
    public private(set) var elements: [Element] = []
    /// All text that is shown, without scripts and style sheets.
    public private(set) var text = ""
    private let bytes: [UInt8]
    private var index = 0
    private var open: [Int] = []

    private static let void: Set<String> = ["meta", "br", "hr", "img", "input", "link", "wbr"]

    /// Reads a page or a part of one.
    public init(_ bytes: [UInt8]) throws {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw Failure(description: "not UTF-8") }
        self.bytes = bytes
        try read()
    }

    /// The elements of that name.
    public func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

    /// The elements of that class.
    public func classed(_ name: String) -> [Element] {
        elements.filter { ($0.attributes["class"] ?? "").split(separator: " ").contains(Substring(name)) }
    }

    private mutating func read() throws {
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "<") { try readTag() } else { try readText() }
        }
        try require(open.isEmpty, "'\(open.last.map { elements[$0].name } ?? "")' is not closed")
    }

    private mutating func readText() throws {
        let end = bytes[index...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
        let piece = try resolved(bytes[index..<end])
        text += piece
        for place in open { elements[place].text += piece }
        index = end
    }

    private mutating func readTag() throws {
        if skip("<!doctype html>") { return }
        if skip("</") {
            let name = try readName()
            try require(skip(">"), "bad end tag")
            guard let last = open.popLast() else { throw failure("'\(name)' closes nothing") }
            try require(elements[last].name == name, "'\(name)' closes '\(elements[last].name)'")
            return
        }
        index += 1
        let name = try readName()
        var attributes: [String: String] = [:]
        while skip(" ") {
            let key = try readName()
            guard skip("=\"") else {
                attributes[key] = ""
                continue
            }
            guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "\"")) else {
                throw failure("open attribute")
            }
            let value = bytes[index..<end]
            try require(!value.contains(UInt8(ascii: "<")), "a tag in an attribute")
            try require(attributes.updateValue(try resolved(value), forKey: key) == nil, "'\(key)' twice")
            index = end + 1
        }
        try require(skip(">"), "bad start tag '\(name)'")
        elements.append(
            Element(name: name, attributes: attributes, path: open.map { elements[$0].name }, text: "")
        )
        guard !Self.void.contains(name) else { return }
        open.append(elements.count - 1)
        if name == "script" || name == "style" { try readRaw(name) }
    }

    private mutating func readRaw(_ name: String) throws {
        let close = Array("</\(name)>".utf8)
        let start = index
        while index < bytes.count, !bytes[index...].starts(with: close) { index += 1 }
        elements[elements.count - 1].text = String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func readName() throws -> String {
        let start = index
        while index < bytes.count, isNameByte(bytes[index]) { index += 1 }
        try require(index > start, "no name")
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private func isNameByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
    }

    private mutating func skip(_ text: String) -> Bool {
        guard bytes[index...].starts(with: text.utf8) else { return false }
        index += text.utf8.count
        return true
    }

    /// Text with its references resolved; those by name that HTML has beside its own signs stay.
    private func resolved(_ text: ArraySlice<UInt8>) throws -> String {
        try require(!text.contains(UInt8(ascii: ">")), "'>' in a text")
        try require(
            text.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 || $0 == 0x0a },
            "a control character"
        )
        var result: [UInt8] = []
        var rest = text
        let signs = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#39": "'"]
        while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
            result += rest[..<start]
            guard let end = rest[start...].firstIndex(of: UInt8(ascii: ";")) else {
                throw failure("open reference")
            }
            let name = String(decoding: rest[(start + 1)..<end], as: UTF8.self)
            try require(
                signs[name] != nil || !name.isEmpty && name.utf8.allSatisfy(isNameByte) && name != "rlm",
                "the reference '\(name)'"
            )
            result += Array((signs[name] ?? "&\(name);").utf8)
            rest = rest[(end + 1)...]
        }
        return String(decoding: result + rest, as: UTF8.self)
    }

    private func require(_ condition: Bool, _ message: String) throws {
        if !condition { throw failure(message) }
    }

    private func failure(_ message: String) -> Failure {
        let near = bytes[max(0, index - 60)..<min(bytes.count, index + 20)]
        return Failure(description: "\(message) at byte \(index): …\(String(decoding: near, as: UTF8.self))…")
    }
}
