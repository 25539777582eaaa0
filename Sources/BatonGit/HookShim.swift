internal import Platform

/// The small script that stands in the hooks folder.
///
/// Its text follows from the hook and the program alone, so whether it was changed by hand shows by making it
/// anew. It is plain POSIX sh, and never evaluates a text as code.
struct HookShim: Equatable {
    /// The line that marks a script as ours.
    static let marker = "# baton hook shim v1"
    /// What the earlier hook's name gets at its end.
    static let suffix = ".before-baton"

    /// The hook it stands for.
    let hook: HookName
    /// Absolute path of the program, tried before the `PATH`; empty to ask the `PATH` alone.
    let program: String
    /// Whether prepare-commit-msg has nothing to do but for what a squash or a pick leaves behind.
    let isRare: Bool

    /// The script.
    var text: String {
        let name = hook.rawValue
        // A failing hook stops git before ours would matter; after the fact it stops nothing.
        let stop = hook.canStop ? "[ \"$status\" -eq 0 ] || exit \"$status\"\n" : ""
        return """
            #!/bin/sh
            \(Self.marker)
            # Runs the hook that stood here before, if any, then baton. Neither a missing nor a failing baton stops git.
            # BATON=0 switches baton off. To take this out: baton hooks uninstall \(name)
            baton=\(ShellText.quoted(program))
            earlier=$0\(Self.suffix)
            case $earlier in */*) ;; *) earlier=./$earlier ;; esac
            status=0
            \(hook.readsInput ? Self.chainWithInput : Self.chain)\
            \(stop)\
            [ "${BATON-}" = 0 ] && exit "$status"
            \(isRare ? Self.rare : "")\
            [ -x "$baton" ] || baton=$(command -v baton) || exit "$status"
            \(hook.readsInput ? Self.runWithInput(name) : "\"$baton\" hooks run \(name) \"$@\" || :")
            exit "$status"

            """
    }

    // The message stands in the directory of the worktree, as these files do; the test starts no program.
    private static let rare = """
        git=${1%/*}
        [ -f "$git/SQUASH_MSG" ] || [ -f "$git/CHERRY_PICK_HEAD" ] || [ -f "$git/\(PreparedMoment.name)" ] \\
            || exit "$status"

        """

    private static let chain = """
        if [ -f "$earlier" ] && [ -x "$earlier" ]; then
            "$earlier" "$@" || status=$?
        fi

        """

    // What git writes can be read once only, so it is kept for the second reader. The x saves newlines at its end
    // from the command substitution.
    private static let chainWithInput = """
        kept=
        if [ -f "$earlier" ] && [ -x "$earlier" ]; then
            input=$(cat && echo x)
            input=${input%x}
            kept=1
            printf %s "$input" | "$earlier" "$@" || status=$?
        fi

        """

    private static func runWithInput(_ name: String) -> String {
        """
        if [ "$kept" ]; then
            printf %s "$input" | "$baton" hooks run \(name) "$@" || :
        else
            "$baton" hooks run \(name) "$@" || :
        fi
        """
    }

    /// A shim for a program; a path that no line can hold is left out.
    init(_ hook: HookName, program: String, isRare: Bool = false) {
        self.hook = hook
        self.isRare = isRare && hook == .prepareCommitMsg
        let isPlain = program.hasPrefix("/") && program.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
        self.program = isPlain ? program : ""
    }

    /// What a script in the place of a hook is to us.
    enum Kind: Equatable {
        /// Exactly what we write, for this program.
        case shim(HookShim)
        /// Marked as ours, with other text.
        case changedByHand
        /// Somebody else's, that calls us.
        case callsUs
        /// Somebody else's.
        case foreign
    }

    /// Tells what `text` in the place of `hook` is.
    static func kind(of text: String, _ hook: HookName) -> Kind {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.contains(where: { $0 == marker || $0 == marker + "\r" }) else {
            return calls(text, hook) ? .callsUs : .foreign
        }
        guard let line = lines.first(where: { $0.hasPrefix("baton='") && $0.hasSuffix("'") }) else {
            return .changedByHand
        }
        let quoted = line.dropFirst("baton='".count).dropLast()
        let program = quoted.replacing("'\\''", with: "'")
        let shims = [false, true].map { HookShim(hook, program: String(program), isRare: $0) }
        return shims.first { $0.text == text }.map { .shim($0) } ?? .changedByHand
    }

    /// Whether a configuration or script runs our command for `hook` on a line that is no comment.
    static func calls(_ text: String, _ hook: HookName) -> Bool {
        text.split(whereSeparator: \.isNewline).contains { line in
            guard line.first(where: { !$0.isWhitespace }) != "#" else { return false }
            let words = line.split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
            return words.indices.contains { index in
                words[index...].prefix(3).elementsEqual(["hooks", "run", Substring(hook.rawValue)])
            }
        }
    }
}
