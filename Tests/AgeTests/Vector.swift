import CZlib
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One of the age conformance vectors: what to open a file with, and what must come of it.
struct Vector: CustomTestStringConvertible {
    let name: String
    /// `success`, `no match`, `HMAC failure`, `header failure`, `payload failure` or `armor failure`.
    let expect: String
    /// The SHA-256, in hex, of all plaintext that may be given out.
    let payload: String?
    let identities: [String]
    let passphrases: [String]
    let isArmored: Bool
    let file: [UInt8]

    var testDescription: String { name }
    var isPostQuantum: Bool { identities.contains { $0.hasPrefix("AGE-SECRET-KEY-PQ-") } }

    static let all: [Vector] = load()

    private static let folder =
        #filePath.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/Vectors"

    private static func load() -> [Vector] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted().compactMap { name in readFile("\(folder)/\(name)").map { Vector(name, $0) } }
    }

    private init(_ name: String, _ bytes: [UInt8]) {
        var fields: [(key: String, value: String)] = []
        var position = 0
        while let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) {
            let line = String(decoding: bytes[position..<end], as: UTF8.self)
            position = end + 1
            guard let colon = line.firstIndex(of: ":") else { break }
            fields.append((String(line[..<colon]), String(line[colon...].dropFirst(2))))
        }
        func values(_ key: String) -> [String] { fields.filter { $0.key == key }.map(\.value) }
        self.name = name
        expect = values("expect").first ?? ""
        payload = values("payload").first
        identities = values("identity")
        passphrases = values("passphrase")
        isArmored = values("armored") == ["yes"]
        let body = Array(bytes[position...])
        file = values("compressed") == ["zlib"] ? inflated(body) : body
    }
}

/// All bytes of the file at `path`, or nil.
func readFile(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return bytes
}

/// Writes `bytes` to a new file at `path`.
func writeFile(_ bytes: [UInt8], to path: String) -> Bool {
    guard let file = fopen(path, "wb") else { return false }
    defer { fclose(file) }
    return fwrite(bytes, 1, bytes.count, file) == bytes.count
}

/// What the zlib stream `bytes` holds.
private func inflated(_ bytes: [UInt8]) -> [UInt8] {
    var capacity = max(1 << 16, bytes.count * 4)
    while capacity < 1 << 28 {
        var plain = [UInt8](repeating: 0, count: capacity)
        var length = uLongf(capacity)
        let status = uncompress(&plain, &length, bytes, uLong(bytes.count))
        if status == Z_OK { return Array(plain.prefix(Int(length))) }
        guard status == Z_BUF_ERROR else { break }
        capacity *= 4
    }
    return []
}
