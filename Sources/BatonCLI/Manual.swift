internal import ArgumentParser
internal import JSON

/// The manual page, in the markup of mdoc(7), made from what the commands say of themselves.
enum Manual {
    /// The page `baton.1`.
    static func page() throws -> String {
        let root = try JSONParser.parse(Array(Baton._dumpHelp().utf8))
        guard let command = root["command"] else { return "" }
        var lines = [
            ".Dd $Mdocdate$", ".Dt BATON 1", ".Os", ".Sh NAME", ".Nm baton",
            ".Nd " + text(command["abstract"]),
            ".Sh SYNOPSIS", ".Nm", ".Ar command", ".Op Ar options", ".Sh DESCRIPTION",
            text(command["discussion"]),
            ".Sh COMMANDS",
        ]
        for subcommand in command["subcommands"]?.elements.map({ $0 }) ?? [] where name(subcommand) != "help"
        {
            lines += section(subcommand, path: "baton")
        }
        lines += [
            ".Sh ENVIRONMENT", ".Bl -tag -width Ds",
            ".It Ev CLAUDE_CONFIG_DIR", "The agent's folder, if it is not",
            ".Pa ~/.claude .",
            ".It Ev XDG_CONFIG_HOME , XDG_STATE_HOME , XDG_CACHE_HOME",
            "Where settings, the journal of clones and caches are kept.",
            ".It Ev BATON", "Set to 0 it switches all hooks off.",
            ".It Ev NO_COLOR", "Set to anything it keeps colours away.",
            ".It Ev SOURCE_DATE_EPOCH", "Seconds since 1970 that fix the time written into bundles.", ".El",
            ".Sh FILES", ".Bl -tag -width Ds", ".It Pa ~/.config/baton/config.yml",
            "Stores and the default store.",
            ".It Pa ~/.config/baton/recipes/", "Your own recipes.", ".El",
            ".Sh EXIT STATUS", ".Bl -tag -width Ds", ".It 0", "done", ".It 1",
            "the answer is no: nothing found, or something found by a check",
            ".It 2", "it failed", ".It 3", "a recipe is not trusted", ".It 4", "a limit was reached",
            ".It 64", "wrong usage", ".It 130",
            "interrupted", ".El",
        ]
        return lines.filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
    }

    private static func section(_ command: JSONValue, path: String) -> [String] {
        let path = path + " " + name(command)
        let arguments = (command["arguments"].map { Array($0.elements) } ?? []).filter {
            $0["shouldDisplay"]?.bool != false && !isHelp($0)
        }
        var lines = [".Ss " + path, text(command["abstract"]), ".Pp", text(command["discussion"])]
        if !arguments.isEmpty {
            lines.append(".Bl -tag -width Ds")
            for argument in arguments { lines += [item(argument), text(argument["abstract"])] }
            lines.append(".El")
        }
        for subcommand in command["subcommands"]?.elements.map({ $0 }) ?? []
        where subcommand["shouldDisplay"]?.bool != false {
            lines += section(subcommand, path: path)
        }
        return lines
    }

    private static func item(_ argument: JSONValue) -> String {
        let value = argument["valueName"]?.string ?? "value"
        if argument["kind"]?.equals("positional") == true { return ".It Ar " + escaped(value) }
        let names = (argument["names"].map { Array($0.elements) } ?? []).compactMap { name -> String? in
            guard let text = name["name"]?.string else { return nil }
            return name["kind"]?.equals("short") == true ? "Fl " + escaped(text) : "Fl -" + escaped(text)
        }
        let suffix = argument["kind"]?.equals("option") == true ? " Ar " + escaped(value) : ""
        return ".It " + names.joined(separator: " , ") + suffix
    }

    private static func isHelp(_ argument: JSONValue) -> Bool {
        argument["names"]?.elements.contains {
            $0["name"]?.equals("help") == true || $0["name"]?.equals("version") == true
        }
            ?? false
    }

    private static func name(_ command: JSONValue) -> String { command["commandName"]?.string ?? "" }

    private static func text(_ value: JSONValue?) -> String {
        (value?.string ?? "").split(separator: "\n").map { escaped(String($0)) }.joined(separator: "\n")
    }

    /// Text that troff takes as it is: no escapes, no control line.
    private static func escaped(_ text: String) -> String {
        let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
    }
}
