import QRCode
import Testing

@Suite("QR matrix")
struct QRMatrixTests {
    @Test(
        "takes the smallest version that holds the bytes",
        arguments: [
            (QRErrorCorrection.low, 17, 1), (.low, 18, 2), (.medium, 14, 1), (.medium, 15, 2),
            (.quartile, 11, 1), (.high, 7, 1), (.high, 8, 2), (.low, 2953, 40), (.high, 1273, 40),
        ]
    )
    func version(level: QRErrorCorrection, bytes: Int, version: Int) throws {
        let matrix = try QRMatrix(bytes: [UInt8](repeating: 0x61, count: bytes), errorCorrection: level)
        #expect(matrix.version == version)
        #expect(matrix.side == 17 + 4 * version)
        #expect(matrix.errorCorrection == level)
    }

    @Test("has a finder pattern in three corners and a light ring around each")
    func finders() throws {
        let matrix = try QRMatrix("https://example.org/")
        let last = matrix.side - 7
        for (left, top) in [(0, 0), (last, 0), (0, last)] {
            for row in 0..<7 {
                for column in 0..<7 {
                    let ring = max(abs(column - 3), abs(row - 3))
                    #expect(matrix[left + column, top + row] == (ring != 2))
                }
            }
        }
        #expect(!matrix[7, 7])
    }

    @Test("a text of the limit fits and one byte more does not", arguments: QRErrorCorrection.allCases)
    func limit(level: QRErrorCorrection) throws {
        let limit = level.byteLimit
        let fits = try QRMatrix(String(repeating: "x", count: limit), errorCorrection: level)
        #expect(fits.version == 40)
        #expect(throws: QRError.tooLong(bytes: limit + 1, limit: limit)) {
            try QRMatrix(String(repeating: "x", count: limit + 1), errorCorrection: level)
        }
    }

    @Test("counts bytes, not characters")
    func bytes() {
        let text = String(repeating: "é", count: 1477)
        #expect(throws: QRError.tooLong(bytes: 2954, limit: 2953)) {
            try QRMatrix(text, errorCorrection: .low)
        }
    }

    @Test("an empty text is an error of its own")
    func empty() {
        #expect(throws: QRError.empty) { try QRMatrix("") }
    }

    @Test("an error never holds the text")
    func quiet() {
        let text = String(repeating: "confidential", count: 300)
        do {
            _ = try QRMatrix(text)
            Issue.record("the text cannot fit")
        } catch {
            #expect(!"\(error)".contains("confidential"))
            #expect("\(error)".contains("3600 bytes, at most 2331"))
        }
    }

    @Test("a module outside the symbol traps")
    func trap() async {
        await #expect(processExitsWith: .failure) {
            let matrix = try QRMatrix("x")
            _ = matrix[0, 21]
        }
    }
}
