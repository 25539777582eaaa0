internal import Lua
internal import QRCode

/// `Matrix`: a QR symbol that scripts look into.
enum QRMatrixHandle {
    static let type = HostHandle(
        "Matrix",
        number: HostHandles.matrix,
        "A QR symbol as a square of dark and light modules.",
        members: [
            member("size", .integer, "modules on one side, without the quiet zone") {
                .integer($0.matrix.side)
            },
            member("version", .integer, "1 to 40, by size") { .integer($0.matrix.version) },
            member("level", .string, "error correction level: `L`, `M`, `Q` or `H`") {
                .text(QRLevel.letter($0.matrix.errorCorrection))
            },
            member("quiet", .integer, "light border in modules that was asked for") { .integer($0.quiet) },
            member("rows", .list(.list(.boolean)), "rows from top to bottom; `true` is dark") { symbol in
                let side = 0..<symbol.matrix.side
                return .array(side.map { row in .array(side.map { .bool(symbol.matrix[$0, row]) }) })
            },
        ],
        methods: [
            HostFunction(
                "qr",
                "module",
                "Whether a module is dark; all around the symbol is light.",
                parameters: [
                    .required("x", .integer, "the column, from 1"),
                    .required("y", .integer, "the row, from 1"),
                ],
                result: .boolean,
                blocks: false,
                handle: "Matrix",
                example: "print(baton.qr.encode(\"https://example.org\"):module(1, 1))"
            ) { call in
                guard let symbol: QRSymbol = call.run.object(call.this, type: HostHandles.matrix) else {
                    return .nil
                }
                let range = 1...symbol.matrix.side
                guard let x = call.integer("x"), let y = call.integer("y"), range.contains(x),
                    range.contains(y)
                else { return .bool(false) }
                return .bool(symbol.matrix[x - 1, y - 1])
            }
        ]
    )

    private static func member(
        _ name: String,
        _ type: HostType,
        _ about: String,
        _ read: @escaping @Sendable (QRSymbol) -> HostValue
    ) -> HostHandle.Member {
        HostHandle.Member(.required(name, type, about)) { run, value in
            guard let symbol: QRSymbol = run.object(value, type: HostHandles.matrix) else { return .nil }
            return read(symbol)
        }
    }
}

/// A symbol with the border that it is drawn with.
struct QRSymbol: Sendable {
    let matrix: QRMatrix
    let quiet: Int
}
