internal import Platform

/// What becomes of one commit's note.
public enum NoteChange: Sendable, Equatable {
    /// It goes.
    case remove
    /// It is this from now on, byte for byte; never empty.
    case write([UInt8])
}

/// The notes of one ref as they were at one moment.
///
/// They are read by their paths in the ref's tree and not through `git notes`, which takes a process for each of them:
/// a rebase of a thousand commits asks for two thousand. A note stands at the commit's id, or at the id cut into
/// folders of two digits as the number of notes grew (git-notes(1), "fanout").
public struct NoteBook: Sendable {
    /// Bytes of a note that is read; what is longer counts as somebody else's and is left alone.
    public static let longestNote = 1 << 20
    /// How many folders a note may lie below.
    private static let deepest = 3

    let git: Git
    /// The commit that the ref points to; `nil` without any note.
    let tip: String?

    /// The notes of these commits; commits without one, with one that is too long, and ids that are none are left out.
    ///
    /// - Throws: ``GitError``.
    public func notes(of commits: some Sequence<String>) throws -> [String: [UInt8]] {
        try places(of: commits).mapValues(\.content)
    }

    /// A note with the paths at which it stands.
    struct Place {
        var paths: [String]
        var content: [UInt8]
    }

    func places(of commits: some Sequence<String>) throws -> [String: Place] {
        guard let tip else { return [:] }
        var ids = Set<String>()
        for id in commits where GitNames.isObjectID(id) { ids.insert(id) }
        guard !ids.isEmpty else { return [:] }
        let names = ids.sorted().flatMap { id in
            (0...Self.deepest).map { (id, Self.path(of: id, depth: $0)) }
        }
        let sizes = try git.blobs(checking: names.map { "\(tip):\($0.1)" })
        var wanted: [String: Int] = [:]
        for case let found? in sizes where found.size <= Self.longestNote { wanted[found.id] = found.size }
        let contents = try git.blobContents(wanted)
        var places: [String: Place] = [:]
        for ((id, path), found) in zip(names, sizes) {
            guard let found, let content = contents[found.id] else { continue }
            // Git itself reads one that stands in two places as both, one after the other.
            if let there = places[id] {
                places[id]?.content = there.content == content ? content : there.content + [0x0a] + content
                places[id]?.paths.append(path)
            } else {
                places[id] = Place(paths: [path], content: content)
            }
        }
        return places
    }

    /// The path of a note that lies below `depth` folders.
    static func path(of id: String, depth: Int) -> String {
        var path = ""
        var rest = id[...]
        for _ in 0..<depth {
            path += rest.prefix(2) + "/"
            rest = rest.dropFirst(2)
        }
        return path + rest
    }

    /// All that has a note, with the object that holds the note and where it stands.
    ///
    /// - Throws: ``GitError``.
    func all() throws -> [String: (blob: String, paths: [String])] {
        guard let tip else { return [:] }
        let listed = try git.run(["ls-tree", "-r", "-z", "--full-tree", tip], outputLimit: 256 << 20)
        guard !listed.isTruncated else { throw GitError.unexpectedOutput(command: "ls-tree") }
        var all: [String: (blob: String, paths: [String])] = [:]
        for entry in listed.output.split(separator: 0) {
            guard let tab = entry.firstIndex(of: 0x09) else { continue }
            let head = entry[..<tab].split(separator: 0x20)
            let path = String(decoding: entry[(tab + 1)...], as: UTF8.self)
            let id = path.filter { $0 != "/" }
            guard head.count == 3, head[1].elementsEqual("blob".utf8), GitNames.isObjectID(id) else {
                continue
            }
            all[id, default: (String(decoding: head[2], as: UTF8.self), [])].paths.append(path)
        }
        return all
    }
}

extension Git {
    /// The notes of a ref as they are now.
    ///
    /// - Throws: ``GitError``.
    public func noteBook(ref: String = Git.notesRef) throws -> NoteBook {
        NoteBook(git: self, tip: try notesTip(GitNames.notesRef(ref)))
    }

    /// The commit that a ref of notes points to.
    func notesTip(_ ref: String) throws -> String? {
        try answer(["rev-parse", "--verify", "--quiet", ref + "^{commit}"])
    }

    /// Id and size of each blob that a name stands for, in the order of the names; `nil` where there is none.
    func blobs(checking names: [String]) throws -> [(id: String, size: Int)?] {
        let input = Array(names.map { $0 + "\n" }.joined().utf8)
        let output = try run(["cat-file", "--batch-check"], input: input).output
        let lines = output.split(separator: 0x0a)
        guard lines.count == names.count else { throw GitError.unexpectedOutput(command: "cat-file") }
        return lines.map { line in
            let fields = line.split(separator: 0x20)
            guard fields.count == 3, fields[1].elementsEqual("blob".utf8),
                let size = Int(String(decoding: fields[2], as: UTF8.self))
            else { return nil }
            return (String(decoding: fields[0], as: UTF8.self), size)
        }
    }

    /// The bytes of blobs of known sizes, at most 32 MiB in one go of git.
    func blobContents(_ sizes: [String: Int]) throws -> [String: [UInt8]] {
        var contents: [String: [UInt8]] = [:]
        var rest = sizes.sorted { $0.key < $1.key }[...]
        while !rest.isEmpty {
            var part: [String] = []
            var bytes = 0
            while let next = rest.first, part.isEmpty || bytes + next.value <= 32 << 20 {
                part.append(next.key)
                bytes += next.value
                rest = rest.dropFirst()
            }
            let input = Array(part.map { $0 + "\n" }.joined().utf8)
            let output = try run(["cat-file", "--batch"], input: input).output
            var position = 0
            for id in part {
                guard let end = output[position...].firstIndex(of: 0x0a), let size = sizes[id],
                    output.count > end + size
                else { throw GitError.unexpectedOutput(command: "cat-file") }
                let head = output[position..<end].split(separator: 0x20)
                guard head.count == 3, head[1].elementsEqual("blob".utf8),
                    head[2].elementsEqual(String(size).utf8)
                else { throw GitError.unexpectedOutput(command: "cat-file") }
                contents[id] = Array(output[(end + 1)..<(end + 1 + size)])
                position = end + size + 2
            }
        }
        return contents
    }
}

extension GitNames {
    /// Whether a text is the full id of an object, in SHA-1 or SHA-256.
    static func isObjectID(_ text: String) -> Bool {
        [40, 64].contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            }
    }
}
