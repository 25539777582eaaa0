public import ArgumentParser
public import BatonHost
public import BatonRedaction

/// What is removed besides secrets.
struct RedactionOptions: ParsableArguments {
    @Option(
        name: .long,
        help: "Who will read it: private, or public to remove mail and IP addresses, numbers and names, too."
    )
    var audience: Readership?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Remove this, too: email, ip, phone, names or words; may be repeated.",
            valueName: "name"
        )
    )
    var pack: [Pack] = []

    /// The packs that are asked for.
    var packs: Set<Pack> { Set(pack).union(audience == .public ? Set(Pack.allCases) : []) }
}

extension Readership: ExpressibleByArgument {}
extension Pack: ExpressibleByArgument {}
