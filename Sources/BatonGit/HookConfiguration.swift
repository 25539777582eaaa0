internal import Platform

/// A hook as git 2.54 and later take it from the configuration, beside whatever stands in the hooks folder.
///
/// Git runs `hook.NAME.command` for each event in `hook.NAME.event` (git-hook(1)); it goes through a shell, with the
/// hook's arguments behind it.
struct HookConfiguration: Equatable {
    /// The hook it stands for.
    let hook: HookName
    /// Absolute path of the program, tried before the `PATH`.
    let program: String
    /// Whether prepare-commit-msg has nothing to do but for what a squash or a pick leaves behind.
    var isRare = false

    /// The section of the configuration that is ours alone.
    var section: String { "hook.baton-" + hook.rawValue }
    /// The key that names the event.
    var eventKey: String { section + ".event" }
    /// The key that holds the command.
    var commandKey: String { section + ".command" }

    /// The command, a function that never fails, since git puts the arguments behind the text.
    var command: String {
        "baton_hook() { [ \"${BATON-}\" = 0 ] && return 0;\(isRare ? Self.rare : "") b=\(ShellText.quoted(program));"
            + " [ -x \"$b\" ] || b=$(command -v baton) || return 0;"
            + " \"$b\" hooks run \(hook.rawValue) \"$@\" || return 0; }; baton_hook"
    }

    private static let rare =
        " g=${1%/*}; [ -f \"$g/SQUASH_MSG\" ] || [ -f \"$g/CHERRY_PICK_HEAD\" ]"
        + " || [ -f \"$g/\(PreparedMoment.name)\" ] || return 0;"

    /// The settings to add, in this order.
    var settings: [(key: String, value: String)] { [(eventKey, hook.rawValue), (commandKey, command)] }

    /// The configuration for a program, whose path is left out when no line can hold it.
    init(_ hook: HookName, program: String, isRare: Bool = false) {
        self.hook = hook
        self.isRare = isRare && hook == .prepareCommitMsg
        self.program = HookShim(hook, program: program).program
    }

    /// Whether `git` takes hooks from its configuration.
    static func isSupported(by version: GitVersion) -> Bool { version >= .withConfiguredHooks }
}
