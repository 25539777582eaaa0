internal import BatonRecipes
internal import BatonSharing
internal import Digest
internal import Platform

/// A recipe on the web, named by its URL and the SHA-256 of its content: `https://…/page.yml#sha256=HEX`.
///
/// What is behind the URL may change; what runs is what the person named, or nothing.
struct RemoteRecipe {
    private let url: String
    private let sha256: String

    private static let marker = "#sha256="
    /// The largest file that is fetched, in bytes.
    private static let largest = 1 << 20

    /// Whether a text names a recipe on the web.
    static func isOne(_ text: String) -> Bool { text.hasPrefix("https://") || text.hasPrefix("http://") }

    /// Reads the URL with its digest.
    ///
    /// - Throws: `CommandFailure` when one of both is missing.
    init(_ text: String) throws {
        guard text.hasPrefix("https://") else {
            throw CommandFailure(
                kind: "usage",
                message: "a recipe is fetched by https only",
                status: .usage
            )
        }
        guard let marker = text.firstRange(of: Self.marker) else {
            throw CommandFailure(
                kind: "usage",
                message: "a recipe on the web needs the SHA-256 of its content",
                hint: "write 'URL#sha256=HEX', as 'sha256sum FILE' prints it",
                status: .usage
            )
        }
        url = String(text[..<marker.lowerBound])
        sha256 = text[marker.upperBound...].lowercased()
        guard sha256.utf8.count == 64, sha256.allSatisfy(\.isHexDigit) else {
            throw CommandFailure(
                kind: "usage",
                message: "'sha256=' takes 64 hexadecimal digits",
                status: .usage
            )
        }
    }

    /// Fetches it; nothing but the very content that was named is given.
    ///
    /// - Throws: `CommandFailure` when the content is another one; what fetching fails with.
    func load(_ context: Context, _ catalog: RecipeCatalog) throws -> RecipeSource {
        let bytes = try Fetcher(context, maxBytes: Self.largest).fetch(.remote(url: url, key: nil))
        guard SHA256.hex(bytes) == sha256 else {
            throw CommandFailure(
                kind: "recipe.changed",
                message: "what is behind the URL is not the content that was named",
                hint: "look at it, and name the SHA-256 of what you want to run"
            )
        }
        return try catalog.remote(bytes, url: url)
    }
}
