internal import ArgumentParser
internal import Platform

/// The command `baton reference`.
struct ReferenceCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference",
        abstract: "Print reference pages that are made from the program itself."
    )

    /// The pages there are.
    enum Page: String, ExpressibleByArgument, CaseIterable {
        case manual
    }

    @Argument(help: "manual: the manual page, for man(1).")
    var page: Page

    var isJSON: Bool { false }

    func run(in cli: CommandContext) throws -> ExitStatus {
        try cli.console.writeOutput(try Manual.page())
        return .done
    }
}
