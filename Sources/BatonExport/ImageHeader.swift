/// What the first bytes of a picture's file say: its format and its size in pixels.
struct ImageHeader: Equatable {
    /// The formats that every browser shows and none runs.
    enum Format: Equatable {
        case png, jpeg, gif, webp

        var mediaType: String {
            switch self {
            case .png: "image/png"
            case .jpeg: "image/jpeg"
            case .gif: "image/gif"
            case .webp: "image/webp"
            }
        }

        var name: String {
            switch self {
            case .png: "PNG"
            case .jpeg: "JPEG"
            case .gif: "GIF"
            case .webp: "WebP"
            }
        }
    }

    let format: Format
    let width: Int
    let height: Int

    /// Reads a header; `nil` for what is none of the formats or ends before its size.
    init?(_ bytes: [UInt8]) {
        if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) {
            // The first chunk is IHDR (PNG, section 11.2.1).
            guard bytes.count >= 24, bytes[12..<16].elementsEqual("IHDR".utf8) else { return nil }
            self.init(.png, Self.big(bytes, 16, 4), Self.big(bytes, 20, 4))
        } else if bytes.starts(with: "GIF87a".utf8) || bytes.starts(with: "GIF89a".utf8) {
            guard bytes.count >= 10 else { return nil }
            self.init(.gif, Self.little(bytes, 6, 2), Self.little(bytes, 8, 2))
        } else if bytes.starts(with: [0xff, 0xd8, 0xff]) {
            guard let size = Self.jpegSize(bytes) else { return nil }
            self.init(.jpeg, size.width, size.height)
        } else if bytes.starts(with: "RIFF".utf8), bytes.count >= 30, bytes[8..<12].elementsEqual("WEBP".utf8)
        {
            guard let size = Self.webpSize(bytes) else { return nil }
            self.init(.webp, size.width, size.height)
        } else {
            return nil
        }
    }

    private init(_ format: Format, _ width: Int, _ height: Int) {
        self.format = format
        self.width = width
        self.height = height
    }

    /// The size in the first frame header (ITU-T T.81, B.2.2).
    private static func jpegSize(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
        var index = 2
        while index + 9 < bytes.count, bytes[index] == 0xff {
            let marker = bytes[index + 1]
            if marker == 0xff {
                index += 1
                continue
            }
            if (0xc0...0xcf).contains(marker), marker != 0xc4, marker != 0xc8, marker != 0xcc {
                return (big(bytes, index + 7, 2), big(bytes, index + 5, 2))
            }
            index += 2 + max(2, big(bytes, index + 2, 2))
        }
        return nil
    }

    /// The size in the first chunk (RFC 9649, section 2).
    private static func webpSize(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
        switch String(decoding: bytes[12..<16], as: UTF8.self) {
        case "VP8X": return (little(bytes, 24, 3) + 1, little(bytes, 27, 3) + 1)
        case "VP8 ": return (little(bytes, 26, 2) & 0x3fff, little(bytes, 28, 2) & 0x3fff)
        case "VP8L":
            let bits = little(bytes, 21, 4)
            return (bits & 0x3fff + 1, bits >> 14 & 0x3fff + 1)
        default: return nil
        }
    }

    private static func big(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
        bytes[place..<place + count].reduce(0) { $0 << 8 | Int($1) }
    }

    private static func little(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
        bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
