/// The simple commands of a command line, as far as words tell without a shell.
///
/// Quotes are not read: a line is taken apart at `;`, `&`, `|` and its ends, and words at blanks. That is enough to know a
/// test run or `git restore`; nothing is run by it.
enum CommandWords {
    /// The most bytes of a command line that are looked at.
    private static let limit = 4096
    /// Words before a program that run it: settings of variables come before them as well.
    private static let prefixes: Set<Substring> = ["sudo", "time", "env", "exec", "command", "nice", "nohup"]
    /// Programs that run the program behind their own words.
    private static let runners: [Substring: Set<Substring>] = [
        "uv": ["run"], "poetry": ["run"], "pipenv": ["run"], "bundle": ["exec"], "npx": [], "bunx": [],
        "pnpx": [], "xvfb-run": [],
    ]

    /// Each command with its words, the program first and without its directory.
    static func commands(in line: [UInt8]) -> [[Substring]] {
        let text = String(decoding: line.prefix(limit), as: UTF8.self)
        return text.split { "\n;|&".contains($0) }.compactMap { part in
            var words = part.split { $0 == " " || $0 == "\t" }[...]
            while let word = words.first {
                if prefixes.contains(word) || isAssignment(word) {
                    words.removeFirst()
                } else if word == "timeout" {
                    words = words.dropFirst().drop { $0.hasPrefix("-") }.dropFirst()
                } else if let subcommands = runners[word] {
                    words.removeFirst()
                    if let next = words.first, subcommands.contains(next) { words.removeFirst() }
                    words = words.drop { $0.hasPrefix("-") }
                } else {
                    break
                }
            }
            guard let program = words.first else { return nil }
            let name = program.split(separator: "/").last ?? program
            return [name] + words.dropFirst()
        }
    }

    private static func isAssignment(_ word: Substring) -> Bool {
        guard let sign = word.firstIndex(of: "="), sign > word.startIndex else { return false }
        return word[..<sign].allSatisfy { $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) }
    }

    // MARK: Tests and builds

    /// Programs that test, build or check by themselves.
    private static let checkers: Set<Substring> = [
        "pytest", "py.test", "jest", "vitest", "mocha", "rspec", "ctest", "tox", "nox", "phpunit", "ava",
        "karma", "playwright", "cypress", "make", "gmake", "ninja", "cmake", "tsc", "eslint", "ruff",
        "flake8", "pylint", "mypy", "pyright", "shellcheck", "swiftlint", "golangci-lint", "clippy-driver",
        "xcodebuild", "msbuild", "javac", "gcc", "g++", "clang", "clang++", "rustc", "swiftc", "biome",
        "prettier", "black", "pre-commit",
    ]
    /// Words behind a program by which it tests, builds or checks.
    private static let acts: Set<Substring> = [
        "test", "tests", "build", "check", "lint", "clippy", "vet", "bench", "verify", "typecheck",
        "compile", "package", "nextest", "t", "ci", "format",
    ]
    /// Programs that do so when such a word follows.
    private static let tools: Set<Substring> = [
        "swift", "cargo", "go", "npm", "pnpm", "yarn", "bun", "deno", "gradle", "gradlew", "mvn", "mvnw",
        "dotnet", "rake", "rails", "just", "task", "bazel", "bazelisk", "buck2", "zig", "mix", "sbt", "lein",
        "stack", "cabal", "dune", "composer", "flutter", "dart", "meson", "nx", "turbo", "hatch", "ant",
        "docker", "nix", "scons", "rebar3", "elm", "julia", "buf",
    ]

    /// Whether a command line tests, builds or checks something.
    static func isCheck(_ line: [UInt8]) -> Bool {
        commands(in: line).contains { words in
            let program = words[0]
            if checkers.contains(program) { return true }
            let rest = words.dropFirst()
            if program.hasPrefix("python") {
                // `python -m pytest`
                guard let mark = rest.firstIndex(of: "-m"), mark + 1 < rest.endIndex else { return false }
                return checkers.contains(rest[mark + 1]) || rest[mark + 1] == "unittest"
                    || rest[mark + 1] == "build"
            }
            if program == "node" { return rest.contains("--test") }
            guard tools.contains(program) else { return false }
            // `npm run build:web` builds as well.
            return rest.prefix(6).contains { word in
                acts.contains(word) || acts.contains(word.prefix { $0 != ":" && $0 != "-" })
            }
        }
    }

    // MARK: Taking back

    /// What a command takes back or away.
    enum Removal: Equatable {
        /// All that is not committed.
        case everything
        /// These files, as the command names them.
        case paths([Substring])
        /// A commit that is reverted.
        case commit(Substring)
        /// All that is not committed, until it is taken out again.
        case stash
        /// What was stashed last comes back.
        case unstash
    }

    /// What a command line takes back: `git restore`, `git checkout -- …`, `git reset --hard`, `git stash`, `git revert`,
    /// `git rm`, `rm`.
    static func removals(in line: [UInt8]) -> [Removal] {
        commands(in: line).compactMap { words in
            if words[0] == "rm" { return paths(words.dropFirst()) }
            guard words[0] == "git" else { return nil }
            let rest = words.dropFirst().drop { $0.hasPrefix("-") }
            guard let act = rest.first else { return nil }
            let options = rest.dropFirst()
            switch act {
            case "restore":
                let isIndexOnly =
                    options.contains { $0 == "--staged" || $0 == "-S" }
                    && !options.contains { $0 == "--worktree" || $0 == "-W" }
                return isIndexOnly ? nil : paths(options)
            case "checkout":
                if let mark = options.firstIndex(of: "--") { return paths(options[(mark + 1)...]) }
                return options.last == "." ? .everything : nil
            case "reset": return options.contains("--hard") ? .everything : nil
            case "stash":
                switch options.first {
                case nil, "push", "save": return .stash
                case "pop", "apply": return .unstash
                case let first?: return first.hasPrefix("-") ? .stash : nil
                }
            case "revert":
                return options.first { !$0.hasPrefix("-") }.map { .commit($0) }
            case "rm": return options.contains("--cached") ? nil : paths(options)
            default: return nil
            }
        }
    }

    private static func paths(_ words: ArraySlice<Substring>) -> Removal? {
        let paths = words.filter { !$0.hasPrefix("-") }.map { word in
            word.count > 1
                && (word.hasPrefix("\"") && word.hasSuffix("\"")
                    || word.hasPrefix("'") && word.hasSuffix("'"))
                ? word.dropFirst().dropLast() : word
        }
        if paths.contains(".") || paths.contains(":/") { return .everything }
        return paths.isEmpty ? nil : .paths(paths)
    }
}
