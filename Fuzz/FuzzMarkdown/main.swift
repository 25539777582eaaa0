// Any bytes given to the Markdown renderer: what it writes is a page of known elements, and no byte became markup.
import FuzzDriver
import HTML
import Markdown
import TestSupport

let known: Set<String> = [
    "p", "em", "strong", "s", "code", "pre", "figure", "figcaption", "ul", "ol", "li", "blockquote", "hr",
    "br", "h4",
    "h5", "h6", "a", "span", "div", "table", "thead", "tbody", "tr", "th", "td",
]
let attributes: Set<String> = ["href", "title", "rel", "class", "start", "role", "aria-label"]

FuzzDriver.run { bytes in
    guard bytes.count <= 16 << 10 else { return }
    var page = HTMLWriter()
    MarkdownRenderer(headingOffset: 3, keepsLineBreaks: bytes.first == 0x0a).append(bytes.span, to: &page)
    let reader: HTMLReader
    do { reader = try HTMLReader(page.bytes) } catch { preconditionFailure("\(error)") }
    for element in reader.elements {
        precondition(known.contains(element.name), "an element of its own")
        precondition(attributes.isSuperset(of: element.attributes.keys), "an attribute of its own")
        guard element.name == "a" else { continue }
        let target = Array((element.attributes["href"] ?? "").utf8)
        let isAllowed = LinkTarget.isAllowed(target.span)
        precondition(isAllowed, "a link to elsewhere")
        precondition(!element.path.contains("a"), "a link in a link")
    }
}
