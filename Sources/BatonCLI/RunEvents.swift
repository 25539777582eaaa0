internal import BatonRecipes
internal import JSON
internal import Platform

/// What happens in a run, as lines of JSON on standard error.
struct RunEvents {
    let cli: CommandContext

    /// A line that the recipe says.
    func log(_ text: String) {
        line { writer in
            writer.member("event", "log")
            writer.member("text", text)
        }
    }

    /// The run begins.
    func began(_ source: RecipeSource) {
        line { writer in
            writer.member("event", "run")
            writer.member("recipe", source.name)
            writer.member("file", source.file)
            writer.member("status", "started")
        }
    }

    /// The run ended; a failure is told behind this.
    func ended(_ source: RecipeSource, _ status: String) {
        line { writer in
            writer.member("event", "run")
            writer.member("recipe", source.name)
            writer.member("file", source.file)
            writer.member("status", status)
        }
    }

    /// Something happened to a step; `clean` takes secrets out of a failure's message.
    func step(_ event: StepEvent, clean: (String) -> String) {
        line { writer in
            writer.member("event", "step")
            writer.member("file", event.file)
            writer.member("depth", event.depth)
            writer.member("number", event.number)
            writer.member("count", event.count)
            if let id = event.id { writer.member("id", id) }
            writer.member("action", event.action)
            writer.member("status", event.status.rawValue)
            if let seconds = event.seconds {
                writer.key("seconds")
                writer.double(seconds)
            }
            if let failure = event.failure {
                writer.member("kind", failure.kind)
                writer.member("message", clean(failure.description))
            }
        }
    }

    private func line(_ body: (inout JSONWriter) -> Void) {
        var writer = JSONWriter()
        writer.object { body(&$0) }
        cli.console.writeError(String(decoding: writer.bytes, as: UTF8.self) + "\n")
    }
}
