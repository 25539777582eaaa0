import Platform
import QRCode
import TestSupport
import Testing

@testable import BatonHost

@Suite("QR codes in a window")
struct QRScreenTests {
    private static let link =
        "https://x0.at/qT7_bVx2LpR9mKd4WzYc8n-A.age#AGE-SECRET-KEY-1" + String(repeating: "Q9", count: 29)
    private static let command = "baton clone '\(link)'"

    private func drawing(_ text: String, _ columns: Int, _ rows: Int) throws -> QRScreen.Drawing {
        try QRScreen.draw(text, .poisoned(console: FakeConsole(size: (columns, rows))))
    }

    @Test("the whole command, else the link, else how large the window must be")
    func sizes() throws {
        let whole = try QRMatrix(Self.command, errorCorrection: .low)
        let (columns, rows) = (whole.terminalWidth(), whole.terminalHeight() + 1)
        #expect(try drawing(Self.command, columns, rows) == .whole(whole.terminal(.coloured)))
        let link = try QRMatrix(Self.link, errorCorrection: .low).terminal(.coloured)
        #expect(try drawing(Self.command, columns - 1, rows) == .link(link))
        #expect(try drawing(Self.command, columns, rows - 1) == .link(link))
        // A usual window is enough for the link of a sealed share.
        #expect(try drawing(Self.command, 80, 24) == .link(link))
        guard case .none(let reason, let hint) = try drawing(Self.command, 80, 20) else {
            Issue.record("it does not fit")
            return
        }
        #expect(reason == "the QR code needs \(columns) columns and \(rows) rows, the window has 80 and 20")
        #expect(hint.contains("-o FILE") && !(reason + hint).contains("AGE-SECRET"))
    }

    @Test("a text that is no command has nothing shorter")
    func plain() throws {
        guard case .none = try drawing(String(repeating: "a", count: 400), 40, 20) else {
            Issue.record("it does not fit")
            return
        }
        let context = Context.poisoned(console: FakeConsole())
        guard case .whole = try QRScreen.draw(String(repeating: "a", count: 400), context) else {
            Issue.record("without a window all fits")
            return
        }
    }

    @Test(
        "without colours a light background is believed",
        arguments: [
            ("0;15", QRTerminalStyle.onLight), ("15;0", .onDark), ("0;default;15", .onLight), ("", .onDark),
        ]
    )
    func background(value: String, style: QRTerminalStyle) {
        #expect(QRStyle.style(.poisoned(environment: ["NO_COLOR": "1", "COLORFGBG": value])) == style)
        #expect(QRStyle.style(.poisoned(environment: ["COLORFGBG": value])) == .coloured)
    }
}
