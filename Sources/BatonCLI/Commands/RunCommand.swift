internal import ArgumentParser
internal import BatonHost
internal import BatonRecipes
internal import JSON
internal import Lua
internal import Platform

/// The command `baton run`.
struct RunCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a recipe by its name, or a .yml or .lua file.",
        discussion: "baton recipes lists the recipes with their inputs."
    )

    @Argument(help: ArgumentHelp("Name of a recipe, or path of a file.", valueName: "recipe"))
    var recipe: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("An input, as name=value; may be repeated.", valueName: "name=value")
    )
    var input: [String] = []

    @Flag(name: .long, help: "Tell what each step would do; nothing leaves the machine or is written.")
    var dryRun = false

    @Flag(name: .long, help: "Answer the recipe's questions with yes.")
    var yes = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A limit: time=2s, wall=60s, memory=64M or output=1M; may be repeated.",
            valueName: "name=value"
        )
    )
    var limit: [String] = []

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func validate() throws {
        for text in input { _ = try Self.pair(text) }
        var limits = LuaLimits.trusted
        for text in limit { try LimitOption.apply(text, to: &limits) }
    }

    func run(in cli: CommandContext) throws -> ExitStatus {
        var execution = RecipeExecution(cli: cli)
        execution.options.isDryRun = dryRun
        execution.options.assumesYes = yes
        execution.limits = limit
        let source = try execution.load(recipe)
        if dryRun, !source.isTrusted {
            // Nothing of an unapproved file is evaluated: what it would do is what it says.
            TrustView.show(source, TrustView.permissions(of: source), earlier: nil, cli)
            return .done
        }
        let outputs = try execution.run(source, try input.map(Self.pair))
        if cli.isJSON {
            try cli.console.writeOutput(String(decoding: ValueJSON.encode(outputs), as: UTF8.self) + "\n")
        } else if case .table(let table) = outputs, !dryRun {
            for (name, value) in table.compactMap(Self.line).sorted(by: { $0.0 < $1.0 }) {
                try cli.print("\(name): \(value)")
            }
        }
        return .done
    }

    private static func pair(_ text: String) throws -> (name: String, text: String) {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
            throw ValidationError("-i takes name=value, got '\(text)'")
        }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }

    private static func line(_ key: LuaKey, _ value: HostValue) -> (String, String)? {
        guard case .string(let name) = key, let name = name.text, value.isPresent else { return nil }
        let text = value.text ?? String(decoding: ValueJSON.encode(value, pretty: false), as: UTF8.self)
        // A shell would cut a link at its '#'.
        let isLink = ["https://", "http://", "file:"].contains { text.hasPrefix($0) }
        return (name, PrintableText.lines(isLink ? ShellText.quoted(text) : text))
    }
}

/// The option `--limit name=value`.
enum LimitOption {
    static func apply(_ text: String, to limits: inout LuaLimits) throws {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw ValidationError("--limit takes name=value, got '\(text)'") }
        switch parts[0] {
        case "time": limits.luaTime = try seconds(parts[1])
        case "wall": limits.wallTime = try seconds(parts[1])
        case "memory": limits.memory = try bytes(parts[1])
        case "output": limits.outputBytes = try bytes(parts[1])
        default:
            throw ValidationError("there is no limit '\(parts[0])' (there are time, wall, memory, output)")
        }
    }

    private static func seconds(_ text: String) throws -> Duration {
        for (unit, factor) in [("ms", 1.0), ("s", 1000.0), ("m", 60_000.0)] where text.hasSuffix(unit) {
            if let number = Double(text.dropLast(unit.count)), number > 0, number < 1e9 {
                return .milliseconds(Int64(number * factor))
            }
        }
        throw ValidationError("'\(text)' is no duration such as 500ms, 30s or 15m")
    }

    private static func bytes(_ text: String) throws -> Int {
        for (unit, factor) in [("K", 1 << 10), ("M", 1 << 20), ("G", 1 << 30)]
        where text.uppercased().hasSuffix(unit) {
            if let number = Int(text.dropLast()), number > 0, number < 1 << 20 { return number * factor }
        }
        throw ValidationError("'\(text)' is no size such as 64M")
    }
}
