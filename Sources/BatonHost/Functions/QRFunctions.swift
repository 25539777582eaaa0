internal import Lua
public import Platform
public import QRCode

/// `baton.qr`: QR codes.
enum QRFunctions {
    static let all: [HostFunction] = [encode, show, svg, png, dataURL]

    private static let text = HostField.required("text", .string, "what the code holds")
    private static let level = HostField.optional(
        "level",
        .choice(["L", "M", "Q", "H"]),
        "error correction level",
        default: .text("M")
    )
    private static let screenLevel = HostField.optional(
        "level",
        .choice(["L", "M", "Q", "H"]),
        "error correction level",
        default: .text("L")
    )
    private static let quiet = HostField.optional(
        "quiet",
        .integer,
        "light border in modules",
        default: .int(4)
    )
    private static let scale = HostField.optional("scale", .integer, "pixels a module", default: .int(8))

    static let encode = HostFunction(
        "qr",
        "encode",
        "Encodes a text as a QR symbol that a script can draw itself.",
        parameters: [text],
        options: [level, quiet],
        result: .handle("Matrix"),
        errors: ["qr"],
        blocks: false,
        isStep: false,
        example: """
            local matrix = baton.qr.encode("https://example.org")
            for _, row in ipairs(matrix.rows) do
              local line = {}
              for _, dark in ipairs(row) do line[#line + 1] = dark and "##" or "  " end
              print(table.concat(line))
            end
            """
    ) { call in
        let quiet = call.integer("quiet") ?? 4
        guard 0...64 ~= quiet else { throw call.problem("quiet", "must be from 0 to 64") }
        let symbol = QRSymbol(matrix: try matrix(call), quiet: quiet)
        return call.run.handle(symbol, type: HostHandles.matrix)
    }

    static let show = HostFunction(
        "qr",
        "print",
        "Shows a QR code in the terminal; of a `baton clone` command that does not fit the window, its link alone.",
        parameters: [text],
        options: [screenLevel, quiet],
        errors: ["qr"],
        example: "baton.qr.print(\"https://example.org\")"
    ) { call in
        let text = try call.run.redacted(try call.text("text"))
        let level = call.optionalText("level").flatMap(QRLevel.level) ?? .low
        switch try QRScreen.draw(text, call.run.context, level: level, quietZone: call.integer("quiet") ?? 4)
        {
        case .whole(let code): call.run.say(code)
        case .link(let code):
            call.run.say(QRScreen.linkOnly)
            call.run.say(code)
        case .none(let reason, let hint): call.run.say("\(reason); \(hint)")
        }
        return .nil
    }

    static let svg = HostFunction(
        "qr",
        "svg",
        "Draws a QR code as SVG.",
        parameters: [text],
        options: [level, quiet],
        result: .string,
        errors: ["qr"],
        blocks: false,
        example: "local picture = baton.qr.svg(\"https://example.org\")"
    ) { call in
        .text(try matrix(call).svg(quietZone: call.integer("quiet") ?? 4))
    }

    static let png = HostFunction(
        "qr",
        "png",
        "Draws a QR code as a PNG image.",
        parameters: [text],
        options: [level, quiet, scale],
        result: .bytes,
        errors: ["qr"],
        blocks: false,
        example: "local image = baton.qr.png(\"https://example.org\", { scale = 4 })"
    ) { call in
        let matrix = try matrix(call)
        return .string(
            .init(
                bytes: try matrix.png(
                    scale: call.integer("scale") ?? 8,
                    quietZone: call.integer("quiet") ?? 4
                )
            )
        )
    }

    static let dataURL = HostFunction(
        "qr",
        "data_url",
        "Draws a QR code as a `data:` URL of a PNG image.",
        parameters: [text],
        options: [level, quiet, scale],
        result: .string,
        errors: ["qr"],
        blocks: false,
        example: "local url = baton.qr.data_url(\"https://example.org\")"
    ) { call in
        .text(
            try matrix(call).dataURL(scale: call.integer("scale") ?? 8, quietZone: call.integer("quiet") ?? 4)
        )
    }

    private static func matrix(_ call: HostCall) throws -> QRMatrix {
        let text = try call.run.redacted(try call.text("text"))
        let level = call.optionalText("level").flatMap(QRLevel.level) ?? .medium
        return try QRMatrix(text, errorCorrection: level)
    }
}

/// Error correction levels by their letters.
public enum QRLevel {
    /// The letter of a level.
    public static func letter(_ level: QRErrorCorrection) -> String {
        switch level {
        case .low: "L"
        case .medium: "M"
        case .quartile: "Q"
        case .high: "H"
        }
    }

    /// The level that a letter names.
    public static func level(_ letter: String) -> QRErrorCorrection? {
        switch letter.uppercased() {
        case "L": .low
        case "M": .medium
        case "Q": .quartile
        case "H": .high
        default: nil
        }
    }
}

/// How a code is drawn in the terminal at hand.
public enum QRStyle {
    /// Black on white by colours, unless the person wants none; then for a dark background, unless the terminal tells of a
    /// light one.
    ///
    /// `COLORFGBG`, which rxvt, Konsole and others set, ends with the number of the background: 7 and 15 are light.
    public static func style(_ context: Context) -> QRTerminalStyle {
        if context.variable("NO_COLOR") == nil { return .coloured }
        let background = context.variable("COLORFGBG")?.split(separator: ";").last
        return background == "15" || background == "7" ? .onLight : .onDark
    }
}
