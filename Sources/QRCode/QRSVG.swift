extension QRMatrix {
    /// The symbol as an SVG document, one user unit a module, black on white.
    ///
    /// The document has no size of its own: it fills the place it is given. All dark modules are one
    /// path, runs of a row joined, so that no hairline shows between modules.
    ///
    /// - Parameter quietZone: the light border, in modules.
    /// - Returns: one line of XML and a newline.
    /// - Throws: ``QRError/outOfRange(name:value:range:)``.
    public func svg(quietZone: Int = standardQuietZone) throws(QRError) -> String {
        let width = try pictureSide(quietZone: quietZone)
        var path = ""
        for row in 0..<side {
            var column = 0
            while column < side {
                guard isDark(column, row) else {
                    column += 1
                    continue
                }
                let start = column
                while isDark(column, row) { column += 1 }
                let run = column - start
                path += "M\(start + quietZone) \(row + quietZone)h\(run)v1h-\(run)z"
            }
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(width)" \
            shape-rendering="crispEdges"><rect width="\(width)" height="\(width)" fill="#fff"/>\
            <path d="\(path)"/></svg>

            """
    }
}
