/// Takes the links that a run made out of a text while it is searched for secrets: their keys are what the run hands on.
struct LinkMask {
    /// The text with a character of no meaning in place of each link.
    let text: String
    private var links: [(mark: String, link: String)] = []

    /// Masks every occurrence of `links` in `text`.
    init(_ links: [String], in text: String) {
        var masked = text
        // Supplementary Private Use Area A; a character that the text holds already stands for nothing.
        var next: UInt32 = 0xf_0000
        // A link may be the beginning of another.
        for link in links.sorted(by: { $0.utf8.count > $1.utf8.count }) where masked.contains(link) {
            var mark = ""
            repeat {
                mark = Unicode.Scalar(next).map { String($0) } ?? ""
                next += 1
            } while text.unicodeScalars.contains { mark.unicodeScalars.contains($0) }
            masked = masked.replacing(link, with: mark)
            self.links.append((mark, link))
        }
        self.text = masked
    }

    /// A text with the links back in their places.
    func restored(_ text: String) -> String {
        links.reduce(text) { $0.replacing($1.mark, with: $1.link) }
    }
}
