import Testing

@testable import QRCode

@Suite("QR pictures")
struct QRRendererTests {
    /// The picture of "A" at level L; a bar stands at the end of each line, where editors take spaces away.
    static let golden = """
         ▄▄▄▄▄▄▄  ▄ ▄▄ ▄▄▄▄▄▄▄ |
         █ ▄▄▄ █ ▄█▀█▄ █ ▄▄▄ █ |
         █ ███ █  ▀▄▀▄ █ ███ █ |
         █▄▄▄▄▄█ ▄ ▄ █ █▄▄▄▄▄█ |
         ▄▄▄ ▄▄▄▄██▄█▀▄▄   ▄   |
          ▀▀█▄▄▄▀  █ ▄ ▀ ▄ ▀▀▄ |
         ▄█▄ ▄█▄▀██▀ ▄ █ ▄ ██▄ |
         ▄▄▄▄▄▄▄ █▀▄█ █▄█ █▄   |
         █ ▄▄▄ █ █▀▀█▀█▄█▀█▄▀▄ |
         █ ███ █ ▄█▄ ▄ ▀ ▄ ▀▀▄ |
         █▄▄▄▄▄█ █▄█ ▄ █ ▄ █▀█ |
                               |

        """

    @Test("the terminal picture is what it was")
    func terminalGolden() throws {
        let text = try QRMatrix("A", errorCorrection: .low).terminal(.onLight, quietZone: 1)
        #expect(text.replacing("\n", with: "|\n") == Self.golden)
    }

    @Test("the terminal picture has the promised size", arguments: [0, 1, 2, 4, 7])
    func size(quietZone: Int) throws {
        let matrix = try QRMatrix("https://example.org/a?b=c&d#e")
        for style in [QRTerminalStyle.onDark, .onLight] {
            let text = try matrix.terminal(style, quietZone: quietZone)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            #expect(lines.count == matrix.terminalHeight(quietZone: quietZone))
            #expect(lines.allSatisfy { $0.count == matrix.terminalWidth(quietZone: quietZone) })
        }
        #expect(matrix.terminalWidth() == matrix.side + 8)
    }

    @Test("every coloured line sets black on white and takes it back")
    func colours() throws {
        let text = try QRMatrix("x").terminal(.coloured, quietZone: 2)
        let lines = text.split(separator: "\n")
        #expect(lines.count == 13)
        for line in lines {
            #expect(line.hasPrefix("\u{1B}[38;5;16;48;5;231m"))
            #expect(line.hasSuffix("\u{1B}[0m"))
            #expect(line.count(where: { $0 == "\u{1B}" }) == 2)
        }
    }

    @Test("the plain pictures hold no escape sequence, and one is the negative of the other")
    func plain() throws {
        let matrix = try QRMatrix("plain")
        let dark = try matrix.terminal(.onDark, quietZone: 1)
        let light = try matrix.terminal(.onLight, quietZone: 1)
        #expect(!(dark + light).contains("\u{1B}"))
        let height = matrix.side + 2
        let onDark = bitmap(dark, drawn: false, height: height)
        let onLight = bitmap(light, drawn: true, height: height)
        #expect(onDark == onLight)
        #expect(onLight == picture(matrix, quietZone: 1))
    }

    @Test("the coloured picture shows the modules of the matrix", arguments: [0, 1, 4])
    func coloured(quietZone: Int) throws {
        let matrix = try QRMatrix("coloured", errorCorrection: .high)
        let text = try strip(matrix.terminal(.coloured, quietZone: quietZone))
        let drawn = bitmap(text, drawn: true, height: matrix.side + 2 * quietZone)
        #expect(drawn == picture(matrix, quietZone: quietZone))
    }

    @Test("the SVG path draws the modules of the matrix", arguments: [0, 4])
    func svgModules(quietZone: Int) throws {
        let matrix = try QRMatrix("https://example.org/?a=1&b=<\"'>#f")
        let drawn = try bitmap(svg: matrix.svg(quietZone: quietZone))
        #expect(drawn == picture(matrix, quietZone: quietZone))
    }

    @Test("the SVG document is what it was")
    func svgGolden() throws {
        let svg = try QRMatrix("A", errorCorrection: .low).svg()
        #expect(
            svg.hasPrefix(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29" \
                shape-rendering="crispEdges"><rect width="29" height="29" fill="#fff"/>\
                <path d="M4 4h7v1h-7z
                """
            )
        )
        #expect(svg.hasSuffix("z\"/></svg>\n"))
        #expect(svg.count(where: { $0 == "<" }) == 4)
    }

    @Test("the PNG file is a greyscale picture of the promised size", arguments: [(1, 0), (3, 4), (32, 1)])
    func png(scale: Int, quietZone: Int) throws {
        let matrix = try QRMatrix("png")
        let file = try matrix.png(scale: scale, quietZone: quietZone)
        #expect(Array(file.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        let side = (matrix.side + 2 * quietZone) * scale
        #expect(
            file[16..<24].elementsEqual([
                0, 0, UInt8(side >> 8), UInt8(side & 255), 0, 0, UInt8(side >> 8), UInt8(side & 255),
            ])
        )
        #expect(file[24] == 8 && file[25] == 0)
        #expect(Array(file.suffix(8)) == [0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82])
    }

    @Test("a measure out of its range is an error")
    func ranges() throws {
        let matrix = try QRMatrix("x")
        for scale in [0, -1, 33, .max, .min] {
            #expect(throws: QRError.outOfRange(name: "scale", value: scale, range: 1...32)) {
                try matrix.png(scale: scale)
            }
        }
        for zone in [-1, 65, .max, .min] {
            let error = QRError.outOfRange(name: "quiet zone", value: zone, range: 0...64)
            #expect(throws: error) { try matrix.png(quietZone: zone) }
            #expect(throws: error) { try matrix.svg(quietZone: zone) }
            #expect(throws: error) { try matrix.terminal(.coloured, quietZone: zone) }
        }
    }

    @Test(
        "base 64 is the one of RFC 4648",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("\u{FB}\u{FF}\u{FE}", "w7vDv8O+"),
        ]
    )
    func base64Vectors(text: String, encoded: String) {
        #expect(base64(Array(text.utf8)) == encoded)
    }

    @Test("the data URL holds the PNG file")
    func dataURL() throws {
        let matrix = try QRMatrix("data")
        let url = try matrix.dataURL(scale: 2, quietZone: 1)
        #expect(url == "data:image/png;base64," + base64(try matrix.png(scale: 2, quietZone: 1)))
        #expect(url.hasPrefix("data:image/png;base64,iVBORw0KGgo"))
    }
}

@Suite("QR pictures read by a scanner", .enabled(if: scanner != nil))
struct QRScanTests {
    static let texts = [
        "A",
        "https://x0.at/abc.json",
        "https://x0.at/Ab-_.age?x=1&y=%20+#AGE-SECRET-KEY-" + String(repeating: "Q0", count: 29),
        "baton clone 'https://example.org/a?b=c&d=e#f'",
        "grüße, 世界 🌍 – naïve",
        " leading and trailing ",
        "line one\nline two\ttab",
        String(repeating: "https://example.org/long/path/", count: 20) + "?q=1#end",
    ]

    @Test("the PNG file gives the text back", arguments: texts)
    func png(text: String) throws {
        for level in QRErrorCorrection.allCases {
            let file = try QRMatrix(text, errorCorrection: level).png(scale: 4)
            #expect(try scan(file, name: "code.png") == Array(text.utf8))
        }
    }

    @Test("the terminal pictures give the text back on their backgrounds", arguments: texts)
    func terminal(text: String) throws {
        let matrix = try QRMatrix(text)
        let height = matrix.side + 4
        let coloured = bitmap(
            try strip(matrix.terminal(.coloured, quietZone: 2)),
            drawn: true,
            height: height
        )
        #expect(try scan(coloured.pgm(scale: 4, frame: 2), name: "coloured.pgm") == Array(text.utf8))
        let plain = bitmap(try matrix.terminal(.onDark, quietZone: 2), drawn: false, height: height)
        #expect(try scan(plain.pgm(scale: 4, frame: 2), name: "plain.pgm") == Array(text.utf8))
    }

    @Test("the SVG document gives the text back", arguments: texts)
    func svg(text: String) throws {
        let drawn = try bitmap(svg: QRMatrix(text).svg())
        #expect(try scan(drawn.pgm(scale: 4, frame: 0), name: "code.pgm") == Array(text.utf8))
    }

    @Test("any bytes, zeros too, come back from a PNG file", arguments: [0x5EED_0001, 0x5EED_0002])
    func bytes(seed: UInt64) throws {
        var generator = SeededGenerator(state: seed)
        for _ in 0..<12 {
            let count = Int.random(in: 1...600, using: &generator)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let level = QRErrorCorrection.allCases.randomElement(using: &generator) ?? .low
            let file = try QRMatrix(bytes: bytes, errorCorrection: level).png(scale: 3)
            let read = try scan(file, name: "code.png")
            #expect(read == bytes, "seed \(seed), level \(level), bytes \(bytes)")
        }
    }
}

// MARK: - Reading pictures back

/// The modules and the border around them.
func picture(_ matrix: QRMatrix, quietZone: Int) -> Bitmap {
    let range = -quietZone..<matrix.side + quietZone
    let dark = range.flatMap { row in
        range.map { column in
            0..<matrix.side ~= column && 0..<matrix.side ~= row && matrix[column, row]
        }
    }
    return Bitmap(width: range.count, dark: dark)
}

/// A terminal picture without its escape sequences.
func strip(_ text: String) -> String {
    text.replacing("\u{1B}[38;5;16;48;5;231m", with: "").replacing("\u{1B}[0m", with: "")
}

/// The dots of half blocks; `drawn` is what the text colour means: dark or not.
func bitmap(_ text: String, drawn: Bool, height: Int) -> Bitmap {
    var dark: [Bool] = []
    let lines = text.split(separator: "\n")
    for line in lines {
        dark += line.map { ($0 == "█" || $0 == "▀") == drawn }
        dark += line.map { ($0 == "█" || $0 == "▄") == drawn }
    }
    let width = lines.first?.count ?? 0
    return Bitmap(width: width, dark: Array(dark.prefix(width * height)))
}

/// The dots that the path of an SVG document draws.
func bitmap(svg: String) throws -> Bitmap {
    let box = try #require(svg.firstMatch(of: /viewBox="0 0 (\d+) (\d+)"/))
    let width = try #require(Int(box.1))
    let path = try #require(svg.firstMatch(of: /<path d="((?:M\d+ \d+h\d+v1h-\d+z)*)"\/>/)).1
    var dark = [Bool](repeating: false, count: width * width)
    for run in path.matches(of: /M(\d+) (\d+)h(\d+)v1h-(\d+)z/) {
        let column = try #require(Int(run.1))
        let row = try #require(Int(run.2))
        let count = try #require(Int(run.3))
        #expect(run.3 == run.4)
        for offset in 0..<count { dark[row * width + column + offset] = true }
    }
    return Bitmap(width: width, dark: dark)
}
