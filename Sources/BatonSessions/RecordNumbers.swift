internal import Platform

extension Session {
    /// Numbers of the messages, in the full history, to which the records at some offsets belong; those of no message are left
    /// out.
    ///
    /// - Parameter offsets: where lines begin, in bytes, in the transcript or in the translation of another agent's.
    /// - Returns: the numbers by offset.
    /// - Throws: ``PlatformError`` or ``SessionError`` when the transcript cannot be read.
    public func messageNumbers(ofRecordsAt offsets: [Int]) throws -> [Int: Int] {
        let places: SearchPlaces
        if let bytes = try SessionStores.kind(ofAgent: agent).records(of: self) {
            places = SearchPlaces(of: offsets, in: bytes)
        } else {
            places = try SearchPlaces(of: offsets, in: FileReader(path))
        }
        var numbers: [Int: Int] = [:]
        for offset in offsets { numbers[offset] = places.message(at: offset) }
        return numbers
    }
}
