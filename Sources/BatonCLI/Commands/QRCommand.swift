internal import JSON
internal import ArgumentParser
internal import BatonHost
internal import Platform
internal import QRCode

/// The command `baton qr`.
struct QRCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "qr",
        abstract: "Show a text as a QR code, in the terminal or as a picture."
    )

    /// Forms a code can be drawn in.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case terminal, svg, png
        case dataURL = "data-url"
    }

    @Argument(help: ArgumentHelp("What the code holds; '-' reads it from standard input.", valueName: "text"))
    var text: String

    @Option(name: .long, help: "terminal, svg, png or data-url.")
    var format = Format.terminal

    @Option(name: .long, help: "Error correction: L, M, Q or H; M unless given, L on a terminal.")
    var level: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("File to write.", valueName: "file"))
    var output: String?

    @OptionGroup var answer: OutputOptions

    var isJSON: Bool { answer.json }

    func validate() throws {
        if let level, QRLevel.level(level) == nil { throw ValidationError("--level must be L, M, Q or H") }
        if answer.json, output == nil, format == .png {
            throw ValidationError("--json with --format png needs -o")
        }
    }

    func run(in cli: CommandContext) throws -> ExitStatus {
        var content = text
        if text == "-" {
            let bytes = try cli.console.readInput(limit: 1 << 16)
            content = String(decoding: bytes, as: UTF8.self)
            while content.last?.isNewline == true { content.removeLast() }
        }
        if isForWindow(cli) { return try show(content, cli) }
        let level = level.flatMap(QRLevel.level) ?? (format == .terminal ? .low : .medium)
        let matrix = try QRMatrix(content, errorCorrection: level)
        let picture = try draw(matrix, cli)
        let path = output.map { cli.outputPath($0) }
        if let path {
            try Files.write(picture, to: path)
        } else if !cli.isJSON {
            try cli.console.writeOutput(picture.span)
        }
        try cli.answer { writer in
            writer.object { writer in
                writer.member("version", matrix.version)
                writer.member("modules", matrix.side)
                writer.member("error_correction", matrix.errorCorrection.rawValue)
                writer.member("path", path)
                if path == nil, format != .png {
                    writer.member("content", String(decoding: picture, as: UTF8.self))
                }
            }
        }
        return .done
    }

    /// Whether the code is for the window in front of the person, where it must fit.
    private func isForWindow(_ cli: CommandContext) -> Bool {
        format == .terminal && output == nil && !cli.isJSON && cli.console.isTerminal(.output)
    }

    private func show(_ content: String, _ cli: CommandContext) throws -> ExitStatus {
        switch try QRScreen.draw(content, cli.context, level: level.flatMap(QRLevel.level) ?? .low) {
        case .whole(let code): try cli.console.writeOutput(code)
        case .link(let code):
            cli.note("baton: \(QRScreen.linkOnly)")
            try cli.console.writeOutput(code)
        case .none(let reason, let hint): throw CommandFailure(kind: "qr", message: reason, hint: hint)
        }
        return .done
    }

    private func draw(_ matrix: QRMatrix, _ cli: CommandContext) throws -> [UInt8] {
        switch format {
        case .terminal:
            let style = output == nil ? QRStyle.style(cli.context) : .onDark
            return Array(try matrix.terminal(style).utf8)
        case .svg: return Array(try matrix.svg().utf8)
        case .png: return try matrix.png()
        case .dataURL: return Array((try matrix.dataURL() + "\n").utf8)
        }
    }
}
