internal import Platform

/// Finds paths by a pattern: bounded, and never through a link.
struct FileGlob {
    /// How many names are looked at in one search.
    private static let mostNames = 200_000

    let run: HostRun
    let limit: Int
    private var found: Set<String> = []
    private var seen = 0
    /// Directories with the rest of a pattern that were looked at: `**` leads to the same one in many ways.
    private var visited: Set<String> = []

    init(run: HostRun, limit: Int) {
        self.run = run
        self.limit = limit
    }

    /// The paths that match, sorted by their bytes.
    mutating func paths(_ pattern: String) throws -> [String] {
        var parts: [Substring] = []
        for part in pattern.split(separator: "/") where part != "." && !(part == "**" && parts.last == "**") {
            parts.append(part)
        }
        guard pattern.utf8.count <= 4096, !pattern.utf8.contains(0) else {
            throw HostError(
                "arg",
                "baton.fs.glob: argument 'pattern' must be at most 4096 bytes without a NUL"
            )
        }
        // What holds no pattern only says where to begin; the home directory and the root may stand there, too.
        let fixed = parts.dropLast().prefix { !Self.isPattern($0) }
        var shown = (pattern.hasPrefix("/") ? "/" : "") + fixed.joined(separator: "/")
        let base = Paths.realAsFarAsThere(run.context.path(shown.isEmpty ? "." : shown))
        if !shown.isEmpty, !shown.hasSuffix("/") { shown += "/" }
        do {
            try search(
                try OpenDirectory(base),
                shown,
                parts.dropFirst(fixed.count).map { GlobName($0) }[...],
                depth: 0
            )
        } catch let error as PlatformError where error.isNotFound {
            return []
        }
        return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func isPattern(_ part: Substring) -> Bool {
        part.contains { "*?[".contains($0) }
    }

    private mutating func search(
        _ directory: OpenDirectory,
        _ shown: String,
        _ parts: ArraySlice<GlobName>,
        depth: Int
    ) throws {
        guard let part = parts.first, depth < 200 else { return }
        guard visited.insert("\(parts.startIndex) \(directory.path)").inserted else { return }
        try run.stopCondition.check()
        // What cannot be listed holds nothing for this search.
        guard let names = try? directory.names(limit: Self.mostNames) else { return }
        seen += names.count
        guard seen <= Self.mostNames else { throw tooMany("looks at more than \(Self.mostNames) names") }
        if part.isAnyDepth { try search(directory, shown, parts.dropFirst(), depth: depth) }
        for name in names where name != ".git" || part.text == ".git" {
            let isDirectory = directory.status(name)?.kind == .directory
            if part.isAnyDepth {
                if parts.count == 1, !name.hasPrefix(".") { try add(directory, name, shown) }
                guard isDirectory, !name.hasPrefix("."), let inner = try? directory.directory(name) else {
                    continue
                }
                try search(inner, shown + name + "/", parts, depth: depth + 1)
            } else if part.matches(name) {
                if parts.count == 1 {
                    try add(directory, name, shown)
                } else if isDirectory, let inner = try? directory.directory(name) {
                    try search(inner, shown + name + "/", parts.dropFirst(), depth: depth + 1)
                }
            }
        }
    }

    private mutating func add(_ directory: OpenDirectory, _ name: String, _ shown: String) throws {
        let path = Paths.join(directory.path, name)
        // A script learns of no name that it could not read; a link stands for itself.
        guard run.mayRead(directory.path) || run.mayRead(path), run.protection(of: path, for: .read) == nil
        else { return }
        found.insert(shown + name)
        guard found.count <= limit else { throw tooMany("finds more than \(limit) paths") }
    }

    private func tooMany(_ what: String) -> HostError {
        HostError("fs.too_large", "the pattern \(what)", hint: "begin it with a directory")
    }
}

/// One name of a pattern.
struct GlobName {
    private enum Element {
        case any
        case one
        case set([ClosedRange<Unicode.Scalar>], isNegated: Bool)
        case scalar(Unicode.Scalar)
    }

    let text: Substring
    private var elements: [Element] = []

    /// Whether it stands for any directories.
    var isAnyDepth: Bool { text == "**" }

    init(_ text: Substring) {
        self.text = text
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count {
            switch scalars[index] {
            case "*":
                if case .any? = elements.last {} else { elements.append(.any) }
            case "?": elements.append(.one)
            case "[":
                if let (set, end) = Self.set(scalars, from: index + 1) {
                    elements.append(set)
                    index = end
                } else {
                    elements.append(.scalar("["))
                }
            default: elements.append(.scalar(scalars[index]))
            }
            index += 1
        }
    }

    /// Whether a name matches; a leading dot only by itself.
    ///
    /// The system's fnmatch(3) goes back at every star, which takes exponential time on a hostile pattern; going back at
    /// the last star alone is enough.
    func matches(_ name: String) -> Bool {
        let scalars = Array(name.unicodeScalars)
        if scalars.first == "." {
            guard case .scalar(".")? = elements.first else { return false }
        }
        var element = 0
        var place = 0
        var star: (element: Int, place: Int)?
        while place < scalars.count {
            if element < elements.count, case .any = elements[element] {
                star = (element, place)
                element += 1
            } else if element < elements.count, Self.fits(elements[element], scalars[place]) {
                element += 1
                place += 1
            } else if let last = star {
                star = (last.element, last.place + 1)
                element = last.element + 1
                place = last.place + 1
            } else {
                return false
            }
        }
        while element < elements.count, case .any = elements[element] { element += 1 }
        return element == elements.count
    }

    private static func fits(_ element: Element, _ scalar: Unicode.Scalar) -> Bool {
        switch element {
        case .any, .one: true
        case .set(let ranges, let isNegated): ranges.contains { $0.contains(scalar) } != isNegated
        case .scalar(let wanted): wanted == scalar
        }
    }

    /// Reads a set after its bracket; `nil` when it is never closed.
    private static func set(_ scalars: [Unicode.Scalar], from start: Int) -> (Element, end: Int)? {
        var index = start
        let isNegated = index < scalars.count && (scalars[index] == "!" || scalars[index] == "^")
        if isNegated { index += 1 }
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        let first = index
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar == "]", index > first { return (.set(ranges, isNegated: isNegated), index) }
            if index + 2 < scalars.count, scalars[index + 1] == "-", scalars[index + 2] != "]" {
                let upper = scalars[index + 2]
                if scalar <= upper { ranges.append(scalar...upper) }
                index += 3
            } else {
                ranges.append(scalar...scalar)
                index += 1
            }
        }
        return nil
    }
}
