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
        discussion: """
            baton recipes lists the recipes; baton run RECIPE --help tells what one takes. Its inputs are options \
            behind its name, such as 'baton run handoff --messages 20 --no-seal'.
            """,
        helpNames: []
    )

    @Argument(help: ArgumentHelp("Name of a recipe, or path of a file.", valueName: "recipe"))
    var recipe: String?

    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp("Inputs of the recipe as options.", valueName: "inputs")
    )
    var rest: [String] = []

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("An input, as name=value; may be repeated.", valueName: "name=value")
    )
    var input: [String] = []

    @Flag(name: .long, help: "Tell what each step would do; nothing leaves the machine or is written.")
    var dryRun = false

    @Flag(name: .long, help: "Answer the recipe's questions with yes.")
    var yes = false

    @Flag(name: .long, help: "Allow no more than to a file that nobody approved, even to an approved one.")
    var restricted = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A limit: time=2s, wall=60s, memory=64M or output=1M; may be repeated.",
            valueName: "name=value"
        )
    )
    var limit: [String] = []

    @Flag(name: .shortAndLong, help: "Say a line when a step begins; on a terminal that is so anyway.")
    var verbose = false

    @Flag(name: .long, help: "Show the calls of a script that led to its failure.")
    var trace = false

    @Flag(name: .long, help: "Tell what happens as lines of JSON on standard error.")
    var events = false

    @OptionGroup var redaction: RedactionOptions
    @OptionGroup var output: OutputOptions

    @Flag(name: .shortAndLong, help: "Show what the recipe takes; without a recipe, this help.")
    var help = false

    var isJSON: Bool { output.json }
    var failsAsJSON: Bool { output.json || events }

    /// The command's own options, which unknown ones are compared with.
    private static let own = [
        "--input", "--dry-run", "--yes", "--restricted", "--limit", "--verbose", "--trace", "--events",
        "--json", "--audience", "--pack",
        "--help",
    ]

    func validate() throws {
        if recipe == nil, !help { throw ValidationError("a recipe is missing; baton recipes lists them") }
        for text in input { _ = try Self.pair(text, "-i") }
        _ = try limits
    }

    /// The limits as the person gave them.
    private var limits: RecipeLimits {
        get throws {
            var limits = RecipeLimits()
            for text in limit where Int(text) == nil {
                let (name, value) = try Self.pair(text, "--limit")
                do throws(RecipeLimits.Problem) {
                    try limits.set(name, value)
                } catch {
                    throw ValidationError(error.description)
                }
            }
            return limits
        }
    }

    func run(in cli: CommandContext) throws -> ExitStatus {
        guard let recipe else { throw CleanExit.helpRequest(self) }
        var execution = RecipeExecution(cli: cli)
        execution.options.isDryRun = dryRun
        execution.options.assumesYes = yes
        execution.limits = try limits
        execution.isRestricted = restricted
        execution.packs = redaction.packs
        execution.showsTrace = trace
        execution.tellsEvents = events
        execution.announces = !events && (verbose || cli.console.isTerminal(.error))
        let source = try execution.load(recipe)
        if help {
            try cli.console.writeOutput(try execution.help(source).text)
            return .done
        }
        if dryRun, !source.isTrusted {
            // Nothing of an unapproved file is evaluated: what it would do is what it says.
            TrustView.show(source, earlier: nil, cli)
            return .done
        }
        // A number alone is no limit of the run: it is the recipe's own input of this name, such as onboarding's.
        let counts = limit.filter { Int($0) != nil }.map { (name: "limit", text: $0) }
        let pairs = try input.map { try Self.pair($0, "-i") } + counts
        let given = RecipeExecution.Given(texts: pairs, flags: rest, own: Self.own)
        let outputs = try execution.run(source, given)
        if cli.isJSON {
            try cli.console.writeOutput(String(decoding: ValueJSON.encode(outputs), as: UTF8.self) + "\n")
        } else if case .table(let table) = outputs, !dryRun {
            for (name, value) in table.compactMap(Self.line).sorted(by: { $0.0 < $1.0 }) {
                try cli.print("\(name): \(value)")
            }
        }
        return .done
    }

    private static func pair(_ text: String, _ option: String) throws -> (name: String, text: String) {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
            throw ValidationError("\(option) takes name=value, got '\(text)'")
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
