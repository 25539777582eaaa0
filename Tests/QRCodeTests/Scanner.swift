import TestSupport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A picture of light and dark dots, as a test reads it back from what was drawn.
struct Bitmap: Equatable {
    var width: Int
    var dark: [Bool]

    var height: Int { dark.count / width }

    /// The picture with a light frame around it, `scale` pixels a dot, as a PGM file.
    func pgm(scale: Int, frame: Int) -> [UInt8] {
        let side = (width + 2 * frame) * scale
        let lines = (height + 2 * frame) * scale
        var file = Array("P5\n\(side) \(lines)\n255\n".utf8)
        for line in 0..<lines {
            for pixel in 0..<side {
                let column = pixel / scale - frame
                let row = line / scale - frame
                let inside = 0..<width ~= column && 0..<height ~= row
                file.append(inside && dark[row * width + column] ? 0 : 255)
            }
        }
        return file
    }
}

/// The path of the scanner, or nil where it is not installed.
let scanner = findProgram("zbarimg")

/// What a scanner that is no part of this package reads in the picture `file`; nil when nothing.
func scan(_ file: [UInt8], name: String) throws -> [UInt8]? {
    try withTemporaryDirectory { directory in
        let path = directory + "/" + name
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        var written = 0
        while written < file.count {
            let count = file[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            written += count
        }
        close(descriptor)
        let result = try runProgram([scanner ?? "", "--raw", "--quiet", "-Sbinary", path])
        return result.status == 0 ? result.output : nil
    }
}

/// A generator that gives the same numbers for the same seed (splitmix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
