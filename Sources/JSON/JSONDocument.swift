internal import CSIMDJSON
#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// One parsed JSON value: simdjson's tape, which ``JSONValue`` walks.
///
/// The content never changes while anybody else holds the document, so it may cross threads.
@safe
public final class JSONDocument: @unchecked Sendable {
    /// The parser whose memory this lies in; a compact document has a block of its own.
    private let handle: OpaquePointer?
    private let block: UnsafeMutablePointer<UInt64>?
    // Both change only in a parse, which needs the document alone; the checks at run time would cost more than the
    // reads.
    @exclusivity(unchecked) private var tape: UnsafePointer<UInt64>?
    @exclusivity(unchecked) private var strings: UnsafePointer<UInt8>?

    fileprivate init() throws(JSONError) {
        guard let handle = unsafe json_document_new() else { throw .outOfMemory }
        unsafe self.handle = unsafe handle
        unsafe block = nil
    }

    /// A copy of the document's content in memory of just its size.
    fileprivate init(compacting other: JSONDocument) throws(JSONError) {
        guard let source = unsafe other.handle else {
            preconditionFailure("a parser's own document has a handle")
        }
        var strings: UnsafePointer<UInt8>?
        guard let block = unsafe json_document_copy(source, &strings) else { throw .outOfMemory }
        unsafe handle = nil
        unsafe self.block = unsafe block
        unsafe tape = UnsafePointer(block)
        unsafe self.strings = unsafe strings
    }

    deinit {
        if let handle = unsafe handle { unsafe json_document_free(handle) }
        unsafe free(block)
    }

    fileprivate func parse(_ bytes: Span<UInt8>, isPadded: Bool = false) throws(JSONError) {
        let status = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe json_document_parse(handle, buffer.baseAddress, buffer.count, isPadded, &tape, &strings)
        }
        switch status {
        case json_ok: return
        case json_empty: throw .empty
        case json_too_deep: throw .tooDeep
        case json_out_of_memory: throw .outOfMemory
        case json_bad_text: throw .badText
        case json_bad_number: throw .badNumber
        default: throw .invalid
        }
    }

    /// The outermost value.
    public var root: JSONValue { JSONValue(document: self, index: 1) }

    /// The word at a place of the tape; indices come from the tape itself.
    @inline(__always)
    func word(_ index: Int) -> UInt64 {
        guard let tape = unsafe tape else {
            preconditionFailure("a document is handed out only when it was parsed")
        }
        return unsafe tape[index]
    }

    /// The place behind the value at a place of the tape.
    @inline(__always)
    func place(behind index: Int) -> Int {
        let word = word(index)
        switch UInt8(truncatingIfNeeded: word >> 56) {
        // The lower half of an opening word is the place behind the closing one.
        case UInt8(ascii: "{"), UInt8(ascii: "["): return Int(UInt32(truncatingIfNeeded: word))
        case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): return index + 2
        default: return index + 1
        }
    }

    /// The bytes of the string that a word of the tape points to.
    @inline(__always)
    func withString<Result>(of word: UInt64, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows
        -> Result
    {
        guard let strings = unsafe strings else {
            preconditionFailure("a document is handed out only when it was parsed")
        }
        let start = unsafe strings + Int(word & 0x00ff_ffff_ffff_ffff)
        let count = unsafe UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
        return try unsafe body(UnsafeBufferPointer(start: start + 4, count: Int(count)))
    }
}

/// Parses JSON values one after another, reusing memory where nobody holds the document before.
public struct JSONParser {
    private var document: JSONDocument?

    /// A parser that has parsed nothing.
    public init() {}

    /// Parses one value.
    ///
    /// - Throws: ``JSONError``; the parser can be used on.
    public mutating func parse(_ bytes: Span<UInt8>) throws(JSONError) -> JSONDocument {
        if !isKnownUniquelyReferenced(&document) { document = try JSONDocument() }
        guard let document else { throw .outOfMemory }
        try document.parse(bytes)
        return document
    }

    /// Parses one value into a document of just its size, for those who keep many of them; text that is not Unicode and
    /// numbers that do not fit are repaired first.
    ///
    /// - Throws: ``JSONError``; the parser can be used on.
    public mutating func parseCompactly(_ bytes: Span<UInt8>) throws(JSONError) -> JSONDocument {
        try JSONDocument(compacting: try parseRepairing(bytes).0)
    }

    /// Parses one value that begins at `start` of an array, without a copy where the array has room behind its end.
    ///
    /// - Throws: ``JSONError``; the parser can be used on.
    mutating func parse(_ bytes: [UInt8], from start: Int) throws(JSONError) -> JSONDocument {
        if !isKnownUniquelyReferenced(&document) { document = try JSONDocument() }
        guard let document else { throw .outOfMemory }
        let isPadded = bytes.capacity - bytes.count >= Int(json_padding)
        try document.parse(bytes.span.extracting(droppingFirst: start), isPadded: isPadded)
        return document
    }

    /// Parses one value; text that is not Unicode and numbers that do not fit are repaired first.
    ///
    /// - Returns: the document, and whether it had to be repaired.
    public mutating func parseRepairing(_ bytes: Span<UInt8>) throws(JSONError) -> (
        JSONDocument, repaired: Bool
    ) {
        do throws(JSONError) {
            return (try parse(bytes), false)
        } catch {
            guard error == .badText || error == .badNumber else { throw error }
            let repaired = JSONRepair.repair(bytes)
            return (try parse(repaired.span), true)
        }
    }

    /// Parses one value that begins at `start` of an array, repaired where it must be.
    ///
    /// Large texts gain from an array with room behind its end: they are parsed without a copy.
    public mutating func parseRepairing(_ bytes: [UInt8], from start: Int) throws(JSONError) -> JSONDocument {
        do throws(JSONError) {
            return try parse(bytes, from: start)
        } catch {
            guard error == .badText || error == .badNumber else { throw error }
            let repaired = JSONRepair.repair(bytes.span.extracting(droppingFirst: start))
            return try parse(repaired, from: 0)
        }
    }

    /// Parses one value from an array.
    public static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        var parser = JSONParser()
        return try parser.parse(bytes.span).root
    }
}
