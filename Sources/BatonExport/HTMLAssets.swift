internal import CExportPage
internal import Digest

/// The style sheet and the script of a page, and the policy that lets only them act.
enum HTMLAssets {
    static let style = unsafe bytes(baton_page_style())
    static let script = unsafe bytes(baton_page_script())

    /// The content security policy (CSP level 3): nothing is loaded but images of the page itself, nothing runs but what
    /// has the hash of the one script.
    static let policy =
        "default-src 'none'; script-src '\(hash(of: script))'; style-src '\(hash(of: style))'; img-src data:; "
        + "base-uri 'none'; form-action 'none'"

    private static func bytes(_ part: baton_page_part) -> [UInt8] {
        unsafe Array(UnsafeBufferPointer(start: part.bytes, count: part.length))
    }

    private static func hash(of bytes: [UInt8]) -> String {
        "sha256-" + Base64Text.encode(SHA256.digest(bytes))
    }
}
