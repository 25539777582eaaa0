internal import Platform

/// Why git, or a change to its hooks, failed.
///
/// Of what git printed only the line that names the failure is kept, without credentials in URLs and cut short.
public enum GitError: Error, Sendable, Equatable {
    /// There is no program `git`.
    case notInstalled
    /// No repository is at the directory.
    case notARepository(directory: String)
    /// The repository belongs to another user, and git refuses to read it.
    case foreignOwner(directory: String)
    /// A text that cannot be given to git in that place: empty, with control characters, or one that git would take
    /// for an option.
    case badArgument(kind: String, text: String)
    /// A git command ended with a status other than 0; `message` is its own line.
    case failed(command: String, status: Int32, message: String)
    /// A git command ran longer than it may.
    case timedOut(command: String, seconds: Double)
    /// Git's output was not of the form that its manual describes.
    case unexpectedOutput(command: String)
    /// There is no hook of that name.
    case unknownHook(name: String)
    /// The shim was edited after it was installed.
    case hookChangedByHand(path: String)
    /// Both a hook and the copy of an earlier one stand there, and neither is ours to replace.
    case earlierHookInTheWay(path: String)
    /// This git does not know what is asked of it.
    case tooOld(version: GitVersion)
    /// `core.hooksPath` names no folder that could hold a hook.
    case hooksSwitchedOff(path: String)
    /// The hooks folder lies outside the repository, where it serves others too.
    case hooksFolderIsShared(path: String)
    /// The hooks folder cannot be changed; `reason` is the system's.
    case hooksFolderNotWritable(path: String, reason: String)
}

extension GitError: CustomStringConvertible {
    /// One sentence that names what failed.
    public var description: String {
        switch self {
        case .notInstalled:
            "program 'git' was not found on the PATH"
        case .notARepository(let directory):
            "'\(directory)' is not in a git repository"
        case .foreignOwner(let directory):
            "git does not trust '\(directory)' because it belongs to another user"
        case .badArgument(let kind, let text):
            "'\(GitMessage.oneLine(text))' is not a valid \(kind)"
        case .failed(let command, let status, let message):
            message.isEmpty
                ? "'git \(command)' failed with status \(status)" : "'git \(command)' failed: \(message)"
        case .timedOut(let command, let seconds):
            "'git \(command)' ran longer than \(Int(seconds)) seconds and was ended"
        case .unexpectedOutput(let command):
            "'git \(command)' printed something that is not understood"
        case .unknownHook(let name):
            "git has no hook '\(GitMessage.oneLine(name))'"
        case .hookChangedByHand(let path):
            "the hook '\(path)' was changed by hand after it was installed"
        case .earlierHookInTheWay(let path):
            "'\(path)' is there already, beside a hook that is not ours"
        case .tooOld(let version):
            "git \(version) does not take hooks from its configuration; git \(GitVersion.withConfiguredHooks) does"
        case .hooksSwitchedOff(let path):
            "hooks are switched off: core.hooksPath is '\(path)', which is not a folder"
        case .hooksFolderIsShared(let path):
            "the hooks folder '\(path)' lies outside this repository, so a hook there would run in others too"
        case .hooksFolderNotWritable(let path, let reason):
            "the hooks folder '\(path)' cannot be changed: \(reason)"
        }
    }

    /// What to do next, when there is something.
    public var hint: String? {
        switch self {
        case .notInstalled:
            "install git, for example: apt install git, or: brew install git"
        case .notARepository:
            "go to a repository, or make one with: git init"
        case .foreignOwner(let directory):
            "if you trust it: git config --global --add safe.directory \(ShellText.word(directory))"
        case .hookChangedByHand(let path):
            "look at it first: \(ShellText.word(path)); --force removes it all the same"
        case .earlierHookInTheWay(let path):
            "keep the hook you want as the one, and move \(ShellText.word(path)) away"
        case .tooOld:
            "leave out --git-config"
        case .hooksSwitchedOff:
            "see where it is set with: git config --show-origin --get core.hooksPath"
        case .hooksFolderIsShared:
            "add the line 'baton hooks run NAME \"$@\"' to the hook there, or give this repository its own folder"
                + " with: git config core.hooksPath .git/hooks"
        case .hooksFolderNotWritable:
            "change its permissions, or run as the user it belongs to"
        case .badArgument, .failed, .timedOut, .unexpectedOutput, .unknownHook:
            nil
        }
    }
}
