internal import Platform

/// Questions to the person.
enum Question {
    /// A question that is answered with yes or no.
    static func confirm(_ run: HostRun, _ message: String, default fallback: Bool) throws -> Bool {
        if run.options.assumesYes { return true }
        let line = try ask(run, "\(try shown(message, run)) \(fallback ? "[Y/n]" : "[y/N]") ").trimmed
        return line.isEmpty ? fallback : ["y", "yes"].contains(line.lowercased())
    }

    /// Asks until `read` can tell what an answer means, three times at most; it throws `prompt.invalid` when it cannot.
    static func ask<Answer>(
        _ run: HostRun,
        _ prompt: String,
        echo: Bool = true,
        _ read: (String) throws -> Answer
    ) throws -> Answer {
        var failure: HostError?
        for _ in 0..<3 {
            do {
                return try read(try ask(run, prompt, echo: echo))
            } catch let error as HostError {
                guard error.kind == "prompt.invalid" else { throw error }
                run.say(PrintableText.line(error.message))
                failure = error
            } catch let error as PlatformError {
                // The end of input behind a wrong answer: that was the only one there is.
                throw failure ?? error as any Error
            }
        }
        throw failure ?? PlatformError.interrupted as any Error
    }

    /// One line from the person.
    static func ask(_ run: HostRun, _ prompt: String, echo: Bool = true) throws -> String {
        let console = run.context.console
        guard console.isInteractive else {
            throw HostError(
                "prompt.not_interactive",
                "a question needs a terminal",
                hint: "run it in a terminal, or add --yes"
            )
        }
        run.clearProgress()
        guard let line = try console.readLine(prompt: prompt, echo: echo) else {
            throw PlatformError.interrupted
        }
        return line
    }

    /// A message as it may be shown: on one line, without what moves the cursor and without secrets; the question of a
    /// file that nobody approved says whose it is.
    static func shown(_ message: String, _ run: HostRun) throws -> String {
        (run.untrustedFile == nil && !run.permissions.isRestricted ? "" : "script asks: ")
            + PrintableText.line(try run.redacted(message))
    }

    /// Refuses questions that could fish for passwords.
    static func checkTrust(_ call: HostCall) throws {
        guard let file = call.run.untrustedFile else { return }
        throw HostError(
            "denied.untrusted",
            "\(call.function.fullName) is not for a file that nobody approved",
            hint: "baton trust \(ShellText.word(file))"
        )
    }
}

extension String {
    /// The text without white space around it.
    var trimmed: String {
        var rest = unicodeScalars[...]
        while rest.first?.properties.isWhitespace == true { rest.removeFirst() }
        while rest.last?.properties.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
