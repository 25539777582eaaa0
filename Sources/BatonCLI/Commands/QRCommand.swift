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

    @Option(name: .long, help: "Error correction: L, M, Q or H.")
    var level = "M"

    @Option(name: .shortAndLong, help: ArgumentHelp("File to write.", valueName: "file"))
    var output: String?

    @OptionGroup var answer: OutputOptions

    var isJSON: Bool { answer.json }

    func validate() throws {
        if QRLevel.level(level) == nil { throw ValidationError("--level must be L, M, Q or H") }
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
        guard let level = QRLevel.level(level) else { return .usage }
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

    private func draw(_ matrix: QRMatrix, _ cli: CommandContext) throws -> [UInt8] {
        switch format {
        case .terminal:
            let style = output == nil ? QRStyle.style(cli.context) : .onDark
            if output == nil, !cli.isJSON, cli.console.isTerminal(.output), let size = cli.console.size,
                size.columns < matrix.terminalWidth()
            {
                throw CommandFailure(
                    message:
                        "the code is \(matrix.terminalWidth()) columns wide, the window has \(size.columns)",
                    hint: "make the window wider, or write a picture: --format png -o FILE"
                )
            }
            return Array(try matrix.terminal(style).utf8)
        case .svg: return Array(try matrix.svg().utf8)
        case .png: return try matrix.png()
        case .dataURL: return Array((try matrix.dataURL() + "\n").utf8)
        }
    }
}
