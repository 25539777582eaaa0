extension QRMatrix {
    /// The width of the light border that the standard asks for, in modules.
    ///
    /// Source: ISO/IEC 18004, section 6.3.8.
    public static let standardQuietZone = 4

    /// The widths of a quiet zone that the renderers take, in modules.
    public static let quietZoneRange = 0...64

    /// The modules on one side of the picture: the symbol and the border on both sides.
    ///
    /// - Throws: ``QRError/outOfRange(name:value:range:)``.
    func pictureSide(quietZone: Int) throws(QRError) -> Int {
        guard Self.quietZoneRange ~= quietZone else {
            throw .outOfRange(name: "quiet zone", value: quietZone, range: Self.quietZoneRange)
        }
        return side + 2 * quietZone
    }
}
