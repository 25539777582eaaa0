import CPNG

extension QRMatrix {
    /// The sizes of a module that ``png(scale:quietZone:)`` takes, in pixels.
    public static let scaleRange = 1...32

    /// The symbol as a PNG file, 8-bit greyscale, black on white.
    ///
    /// Wraps `png_image_write_to_memory`.
    ///
    /// - Parameters:
    ///   - scale: the side of a module, in pixels.
    ///   - quietZone: the light border, in modules.
    /// - Returns: the bytes of the file.
    /// - Throws: ``QRError/outOfRange(name:value:range:)``.
    public func png(scale: Int = 8, quietZone: Int = standardQuietZone) throws(QRError) -> [UInt8] {
        guard Self.scaleRange ~= scale else {
            throw .outOfRange(name: "scale", value: scale, range: Self.scaleRange)
        }
        let width = try pictureSide(quietZone: quietZone) * scale
        var image = unsafe png_image()
        unsafe image.version = png_uint_32(PNG_IMAGE_VERSION)
        unsafe image.width = png_uint_32(width)
        unsafe image.height = png_uint_32(width)
        unsafe image.format = 0  // PNG_FORMAT_GRAY: one byte a pixel, no alpha.
        defer { unsafe png_image_free(&image) }

        let pixels = pixels(scale: scale, quietZone: quietZone, width: width)
        // The first call tells how many bytes the second one writes.
        var size: png_alloc_size_t = 0
        guard unsafe png_image_write_to_memory(&image, nil, &size, 0, pixels, 0, nil) != 0 else {
            throw unsafe .library(name: "libpng", reason: message(of: image))
        }
        var file = [UInt8](repeating: 0, count: size)
        guard unsafe png_image_write_to_memory(&image, &file, &size, 0, pixels, 0, nil) != 0 else {
            throw unsafe .library(name: "libpng", reason: message(of: image))
        }
        file.removeLast(file.count - Int(size))
        return file
    }

    /// One byte a pixel, rows from top to bottom.
    private func pixels(scale: Int, quietZone: Int, width: Int) -> [UInt8] {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * width)
        for row in -quietZone..<side + quietZone {
            var line: [UInt8] = []
            line.reserveCapacity(width)
            for column in -quietZone..<side + quietZone {
                line.append(contentsOf: repeatElement(isDark(column, row) ? 0 : 255, count: scale))
            }
            for _ in 0..<scale { pixels += line }
        }
        return pixels
    }
}

/// The library's own words about its last failure.
private func message(of image: png_image) -> String {
    unsafe withUnsafeBytes(of: image.message) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
}
