internal import Platform
internal import YAML

/// What a list shows of a recipe, read without running anything and without caring for the rest of the file.
struct RecipeHeader {
    var about = ""
    var hooks: [String] = []
    var isBackground = false
    var problem: String?

    init(_ bytes: [UInt8], _ kind: RecipeSource.Kind) {
        switch kind {
        case .yaml: readYAML(bytes)
        case .lua: readLua(bytes)
        }
    }

    /// A file that could not be read.
    init(problem: String) { self.problem = problem }

    private mutating func readYAML(_ bytes: [UInt8]) {
        do throws(YAMLErrors) {
            let root = try YAMLReader().read(bytes)
            about = root?["about"]?.text ?? ""
            hooks = root?["hooks"]?.items?.compactMap(\.text).filter(HookSection.known.contains) ?? []
            isBackground = root?["background"]?.text == "true"
        } catch {
            problem = "\(error.first)"
        }
    }

    /// Reads the comment at the top of a Lua file, and what the file declares, which counts more.
    ///
    /// The comment may say `-- about: …`, else its first line counts, and `-- hooks: pre-push`.
    private mutating func readLua(_ bytes: [UInt8]) {
        let text = String(decoding: bytes.prefix(4096), as: UTF8.self)
        for line in text.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("#!") { continue }
            guard line.hasPrefix("--") else { break }
            let words = String(line.drop { $0 == "-" }.drop { $0 == " " })
            if words.hasPrefix("about:") {
                about = Self.value(words)
            } else if words.hasPrefix("hooks:") {
                hooks = Self.value(words).split { $0 == "," || $0 == " " }.map(String.init)
                    .filter(HookSection.known.contains)
            } else if about.isEmpty {
                about = words
            }
        }
        let declaration = ScriptDeclaration(bytes)
        problem = declaration.problem
        guard declaration.isRecipe else { return }
        if !declaration.about.isEmpty { about = declaration.about }
        if !declaration.isUndecided("hooks") { hooks = declaration.hooks }
        isBackground = declaration.isBackground
    }

    private static func value(_ line: String) -> String {
        String(line.drop { $0 != ":" }.dropFirst().drop { $0 == " " })
    }
}
