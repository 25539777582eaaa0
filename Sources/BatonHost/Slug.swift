internal import BatonExport

/// Names for files, made from any text.
enum Slug {
    static func of(_ text: String) -> String { FileNames.slug(text) }
}
