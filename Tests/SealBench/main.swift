// What sealing costs: `SealBench FOLDER [MEGABYTES [ROUNDS]]` seals and opens a file of MEGABYTES (1,000) through FOLDER, on
// one thread.
//
// Prints `name value unit` lines: megabytes (10^6 bytes) of plaintext a second, medians of ROUNDS (3), and by how many MiB
// the process grew above what it had at rest.
import Age
import BatonSharing
import Compression
import Platform

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

func seconds(_ work: () throws -> Void) rethrows -> Double {
    let time = try ContinuousClock().measure(work)
    return Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
}

/// The most memory that the process had so far, in MiB.
func peak() -> Double {
    var usage = rusage()
    #if canImport(Glibc)
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_maxrss) / 1024
    #else
        getrusage(RUSAGE_SELF, &usage)
        return Double(usage.ru_maxrss) / 1048576
    #endif
}

func tell(_ name: String, _ value: Double, _ unit: String) {
    print("\(name) \((value * 100).rounded() / 100) \(unit)")
}

guard CommandLine.arguments.count > 1 else { fatalError("usage: SealBench FOLDER [MEGABYTES [ROUNDS]]") }
let folder = CommandLine.arguments[1]
let megabytes = CommandLine.arguments.count > 2 ? Int(CommandLine.arguments[2]) ?? 1000 : 1000
let rounds = CommandLine.arguments.count > 3 ? Int(CommandLine.arguments[3]) ?? 3 : 3

/// One piece of a file that is as long as was asked: lines as a transcript has them, with a number that changes.
func makePiece() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    var piece: [UInt8] = []
    while piece.count < 1_000_000 {
        let number = generator.next()
        piece += Array("{\"type\":\"user\",\"uuid\":\"\(number)\",\"message\":{\"role\":\"user\"}}\n".utf8)
    }
    return Array(piece.prefix(1_000_000))
}
let piece = makePiece()

let identity = X25519Identity.generate()
let path = folder + "/sealed"

func seal(armored isArmored: Bool) throws {
    let encryptor = try AgeEncryptor(to: [identity.recipient], armored: isArmored)
    let writer = try FileWriter(beside: path, mode: 0o600)
    var sealed: [UInt8] = []
    for _ in 0..<megabytes {
        encryptor.update(piece.span, into: &sealed)
        try writer.append(sealed.span)
        sealed.removeAll(keepingCapacity: true)
    }
    encryptor.finish(into: &sealed)
    try writer.append(sealed.span)
    try writer.commit(replacing: true, isDurable: false)
}

func open() throws {
    let decryptor = AgeDecryptor(identities: [identity])
    let reader = try FileReader(path)
    var plain: [UInt8] = []
    var place = 0
    var count = 0
    while true {
        let bytes = try reader.bytes(from: place, count: 1 << 18)
        if bytes.isEmpty { break }
        place += bytes.count
        try decryptor.update(bytes, into: &plain)
        count += plain.count
        plain.removeAll(keepingCapacity: true)
    }
    try decryptor.finish(into: &plain)
    precondition(count + plain.count == megabytes * piece.count, "another size came back")
}

func measure(_ name: String, _ work: () throws -> Void) throws {
    let before = peak()
    var times: [Double] = []
    for _ in 0..<rounds { times.append(try seconds(work)) }
    tell(name, Double(megabytes) / times.sorted()[times.count / 2], "MB/s")
    tell(name + "-memory", peak() - before, "MiB")
}

// What every run has: libsodium, the buffers of the standard library.
_ = try Age.open(try Age.seal([1], to: [identity.recipient]), with: [identity])

try measure("seal") { try seal(armored: false) }
try measure("open") { try open() }
try measure("seal-armored") { try seal(armored: true) }
try measure("open-armored") { try open() }

// The way of an upload and a clone: compression inside the seal, and a link's key.
let source = folder + "/content"
let writer = try FileWriter(beside: source, mode: 0o600)
for _ in 0..<megabytes { try writer.append(piece.span) }
try writer.commit(replacing: true, isDurable: false)
var environment = Context.system()
environment.environment["TMPDIR"] = folder
environment.environment["HOME"] = folder
environment.homeDirectory = folder
let context = environment
var link = ""
try measure("upload-to-folder") {
    let store = DirectoryStore(name: "desk", path: folder + "/shares")
    for name in try Files.names(in: folder + "/shares") { try Files.remove(folder + "/shares/" + name) }
    let content = UploadContent.file(path: source, count: megabytes * piece.count)
    link = try Uploader(store, context, registry: ShareRegistry(context))
        .upload(content, filename: "content", sealing: .link, time: Timestamp(seconds: 0)).link
}
let parts = link.split(separator: "#").map(String.init)
let shared = String(parts[0].dropFirst(7))
try measure("open-share") {
    var count = 0
    let fetcher = Fetcher(context, maxBytes: .max)
    let content = UploadContent.file(path: shared, count: Files.status(shared)?.size ?? 0)
    try fetcher.open(content, SecretText(utf8: parts[1])) { count += $0.count }
    precondition(count == megabytes * piece.count, "another size came back")
}
try measure("gzip-alone") {
    let encoder = try GzipEncoder()
    var packed: [UInt8] = []
    for _ in 0..<megabytes {
        encoder.encode(piece.span, into: &packed)
        packed.removeAll(keepingCapacity: true)
    }
    encoder.finish(into: &packed)
}
