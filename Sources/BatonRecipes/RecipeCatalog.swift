internal import BatonHost
internal import Diagnostics
public import Platform

/// What a list shows of a recipe.
public struct RecipeListing: Sendable {
    /// The name it is run by.
    public let name: String
    /// Where it comes from.
    public let origin: RecipeSource.Origin
    /// How it is written.
    public let kind: RecipeSource.Kind
    /// One sentence about it.
    public let about: String
    /// Git hooks it wants to run from.
    public let hooks: [String]
    /// Whether a hook need not wait for it.
    public let isBackground: Bool
    /// Where it is on disk; `nil` for a built-in one.
    public let path: String?
    /// Why it cannot be read, when it cannot.
    public let problem: String?
}

/// The recipes that can be run by name: the person's own, the built-in ones, and those of the project.
///
/// A project never stands in front of another recipe: its recipes are `project/NAME`, or bare when nothing else has
/// the name.
public struct RecipeCatalog: Sendable {
    private let context: Context
    private let trust: TrustStore
    private let builtIn: [BuiltInRecipe]
    private let userDirectory: String
    private let projectDirectory: String?

    /// What a recipe's file may have at most, in bytes.
    private static let largest = 1 << 20

    /// The recipes of a person in a project.
    ///
    /// - Parameters:
    ///   - context: the surroundings.
    ///   - trust: what the person has approved.
    ///   - projectDirectories: where `.baton/recipes` is looked for, the nearest first; the project around the working
    ///     directory unless told otherwise.
    ///   - builtIn: the recipes that the program brings.
    public init(
        _ context: Context,
        trust: TrustStore,
        projectDirectories: [String]? = nil,
        builtIn: [BuiltInRecipe] = BuiltInRecipe.all
    ) {
        self.context = context
        self.trust = trust
        self.builtIn = builtIn
        userDirectory = Paths.join(Configuration.directory(context), "recipes")
        let projects = projectDirectories ?? Workspace(context).projectDirectories
        // A link could lead the search out of the project.
        projectDirectory = projects.lazy.map { Paths.join($0, ".baton") }
            .filter { Files.linkStatus($0)?.kind == .directory }
            .map { Paths.join($0, "recipes") }
            .first { Files.linkStatus($0)?.kind == .directory }
    }

    // MARK: Listing

    /// All recipes by the names they are run by; nothing is evaluated.
    public func list() throws(PlatformError) -> [RecipeListing] {
        let user = try entries(in: userDirectory, .user)
        let own = builtIn.compactMap(Self.entry)
        let project =
            try projectDirectory.map { (path) throws(PlatformError) in try entries(in: path, .project) } ?? []
        var taken: Set<String> = []
        var result: [RecipeListing] = []
        for entry in user + own where taken.insert(entry.name).inserted {
            result.append(listing(entry, name: entry.name))
        }
        for entry in project {
            result.append(
                listing(entry, name: taken.contains(entry.name) ? "project/\(entry.name)" : entry.name)
            )
        }
        return result.sorted { $0.name < $1.name }
    }

    private func listing(_ entry: Entry, name: String) -> RecipeListing {
        var header: RecipeHeader
        do throws(PlatformError) {
            header = RecipeHeader(try bytes(entry), entry.kind)
        } catch {
            header = RecipeHeader(problem: "\(error)")
        }
        return RecipeListing(
            name: name,
            origin: entry.origin,
            kind: entry.kind,
            about: PrintableText.line(header.about),
            hooks: header.hooks,
            isBackground: header.isBackground,
            path: entry.path,
            problem: header.problem
        )
    }

    // MARK: Loading

    /// Loads the recipe of a name: the person's, else the built-in one, else the project's; `project/NAME` is the
    /// project's.
    ///
    /// - Throws: ``RecipeError`` when there is none; `PlatformError` when it cannot be read.
    public func load(_ name: String) throws -> RecipeSource {
        let prefix = "project/"
        let bare = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
        guard RecipeName.isRecipe(bare) else { throw RecipeError.badName(name) }
        let project = try projectDirectory.map { try entries(in: $0, .project) } ?? []
        var candidates = project
        if bare == name {
            candidates = try entries(in: userDirectory, .user) + builtIn.compactMap(Self.entry) + project
        }
        guard let entry = candidates.first(where: { $0.name == bare }) else {
            let near = Suggestion.closest(to: bare, in: candidates.map(\.name))
            throw RecipeError.notFound(name: name, suggestion: near.map { bare == name ? $0 : prefix + $0 })
        }
        return try source(entry, name: name)
    }

    /// Loads a recipe from a file.
    ///
    /// - Throws: ``RecipeError`` when it is no recipe by its name; `PlatformError` when it cannot be read.
    public func load(path: String) throws -> RecipeSource {
        guard let kind = Self.kind(path) else { throw RecipeError.unknownKind(path: path) }
        let absolute = context.path(path)
        // A file of the person's own folder is theirs, however it is named.
        let isOwn = Paths.real(Paths.directory(absolute)).map { $0 == Paths.real(userDirectory) } ?? false
        let entry = Entry(
            name: Paths.stem(path),
            origin: isOwn ? .user : .file,
            kind: kind,
            file: path,
            path: absolute,
            bytes: nil
        )
        return try source(entry, name: entry.name)
    }

    /// A recipe that was fetched from a URL and whose content was checked; it brings no other files.
    ///
    /// - Throws: ``RecipeError`` when it is no recipe by its name.
    public func remote(_ bytes: [UInt8], url: String) throws(RecipeError) -> RecipeSource {
        guard let kind = Self.kind(url) else { throw .unknownKind(path: url) }
        let isDenied = trust.isDenied(url)
        return RecipeSource(
            name: Paths.stem(url),
            origin: .file,
            kind: kind,
            file: Paths.name(url),
            path: url,
            bytes: bytes,
            scripts: [:],
            isTrusted: !isDenied && trust.isApproved(trust.subject(path: url, bytes)),
            isDenied: isDenied
        )
    }

    /// What the person would approve to let a recipe run; `nil` for one that needs no approval.
    public func subject(of source: RecipeSource) -> TrustStore.Subject? {
        guard let path = source.path, source.origin == .project || source.origin == .file else { return nil }
        return trust.subject(path: path, source.bytes, scripts: source.scripts)
    }

    private func source(_ entry: Entry, name: String) throws(PlatformError) -> RecipeSource {
        let bytes = try bytes(entry)
        var scripts: [String: [UInt8]] = [:]
        if let path = entry.path {
            scripts = ScriptFiles(directory: Paths.directory(path), followsLinks: entry.origin == .user)
                .read(bytes, entry.kind)
        }
        // The bytes that are checked here are the bytes that run: nothing is read again.
        var isTrusted = entry.origin == .user || entry.origin == .builtIn
        var isDenied = false
        if !isTrusted, let path = entry.path {
            isDenied = trust.isDenied(path)
            isTrusted = !isDenied && trust.isApproved(trust.subject(path: path, bytes, scripts: scripts))
        }
        return RecipeSource(
            name: name,
            origin: entry.origin,
            kind: entry.kind,
            file: entry.file,
            path: entry.path,
            bytes: bytes,
            scripts: scripts,
            isTrusted: isTrusted,
            isDenied: isDenied
        )
    }

    // MARK: Files

    private struct Entry {
        let name: String
        let origin: RecipeSource.Origin
        let kind: RecipeSource.Kind
        /// What messages call it.
        let file: String
        let path: String?
        /// The content of a built-in one.
        let bytes: [UInt8]?
    }

    private func bytes(_ entry: Entry) throws(PlatformError) -> [UInt8] {
        if let bytes = entry.bytes { return bytes }
        return try Files.read(entry.path ?? "", limit: Self.largest)
    }

    /// The recipes in a directory; of several files with one name the first kind counts.
    private func entries(in directory: String, _ origin: RecipeSource.Origin) throws(PlatformError) -> [Entry]
    {
        var result: [Entry] = []
        let names = try Files.names(in: directory)
        for ending in ["yml", "yaml", "lua"] {
            for name in names where Paths.fileExtension(name) == ending {
                let stem = Paths.stem(name)
                let path = Paths.join(directory, name)
                // A project's link could show any file of the person in a list or a message.
                let status = origin == .project ? Files.linkStatus(path) : Files.status(path)
                guard RecipeName.isRecipe(stem), !result.contains(where: { $0.name == stem }),
                    status?.kind == .file, let kind = Self.kind(name)
                else { continue }
                result.append(
                    Entry(name: stem, origin: origin, kind: kind, file: display(path), path: path, bytes: nil)
                )
            }
        }
        return result
    }

    private static func entry(_ recipe: BuiltInRecipe) -> Entry? {
        guard let kind = kind(recipe.file) else { return nil }
        return Entry(
            name: Paths.stem(recipe.file),
            origin: .builtIn,
            kind: kind,
            file: recipe.file,
            path: nil,
            bytes: recipe.bytes
        )
    }

    private static func kind(_ path: String) -> RecipeSource.Kind? {
        switch Paths.fileExtension(path) {
        case "yml", "yaml": .yaml
        case "lua": .lua
        default: nil
        }
    }

    /// The path as the person would write it: relative below the working directory.
    private func display(_ path: String) -> String {
        let base = context.workingDirectory + "/"
        return path.hasPrefix(base) ? String(path.dropFirst(base.count)) : path
    }
}
