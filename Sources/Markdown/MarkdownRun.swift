internal import CMD4C
internal import HTML

/// One call of `md_parse`, whose callbacks write to the page.
final class MarkdownRun {
    private var page: HTMLWriter
    /// Bytes of the page at which the run is given up.
    private let limit: Int
    private let headingOffset: Int
    private let keepsLineBreaks: Bool
    private var depth = 0
    private var isGivenUp = false
    /// Spans that are open, from the outermost on.
    private var spans: [OpenSpan] = []

    private struct OpenSpan {
        let type: MD_SPANTYPE
        /// Whether it became an element that is to be closed.
        var isElement: Bool
        /// Where a link leads or an image comes from.
        var target: [UInt8] = []
        /// Where its text begins on the page.
        var start = 0
    }

    init(_ page: HTMLWriter, limit: Int, headingOffset: Int, keepsLineBreaks: Bool) {
        self.page = page
        self.limit = limit
        self.headingOffset = headingOffset
        self.keepsLineBreaks = keepsLineBreaks
    }

    /// The page, which leaves the run.
    func takePage() -> HTMLWriter {
        defer { page = HTMLWriter() }
        return page
    }

    /// Parses and writes a text.
    ///
    /// - Returns: `false` when it was given up, or md4c failed.
    func parse(_ text: Span<UInt8>) -> Bool {
        var parser = MD_PARSER()
        parser.flags = UInt32(
            MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEURLAUTOLINKS
                | MD_FLAG_NOHTMLBLOCKS | MD_FLAG_NOHTMLSPANS
        )
        unsafe parser.enter_block = { type, detail, run in
            unsafe MarkdownRun.of(run).enter(type, detail)
        }
        unsafe parser.leave_block = { type, detail, run in
            unsafe MarkdownRun.of(run).leave(type, detail)
        }
        unsafe parser.enter_span = { type, detail, run in
            unsafe MarkdownRun.of(run).enterSpan(type, detail)
        }
        unsafe parser.leave_span = { type, _, run in unsafe MarkdownRun.of(run).leaveSpan(type) }
        unsafe parser.text = { type, text, size, run in
            guard let text = unsafe text else { return 0 }
            let bytes = unsafe UnsafeRawBufferPointer(start: text, count: Int(size))
            return unsafe MarkdownRun.of(run).write(type, bytes.assumingMemoryBound(to: UInt8.self).span)
        }
        let status = unsafe text.withUnsafeBufferPointer { buffer in
            unsafe buffer.withMemoryRebound(to: CChar.self) { buffer in
                unsafe md_parse(
                    buffer.baseAddress,
                    UInt32(buffer.count),
                    &parser,
                    Unmanaged.passUnretained(self).toOpaque()
                )
            }
        }
        return status == 0 && !isGivenUp
    }

    private static func of(_ pointer: UnsafeMutableRawPointer?) -> MarkdownRun {
        guard let pointer = unsafe pointer else { preconditionFailure("md4c hands back what it was given") }
        return unsafe Unmanaged<MarkdownRun>.fromOpaque(pointer).takeUnretainedValue()
    }

    /// What a callback answers: anything but 0 ends the parsing.
    ///
    /// It is remembered here, as md4c 0.4.8 does not hand on an end within nested blocks.
    private var verdict: CInt {
        if page.count > limit || depth + spans.count > MarkdownRenderer.depthLimit { isGivenUp = true }
        return isGivenUp ? 1 : 0
    }

    // MARK: Blocks

    private func enter(_ type: MD_BLOCKTYPE, _ detail: UnsafeMutableRawPointer?) -> CInt {
        depth += 1
        closeSpans(from: 0)
        switch type {
        case MD_BLOCK_QUOTE: page.markup("<blockquote>\n")
        case MD_BLOCK_UL: page.markup("<ul>\n")
        case MD_BLOCK_OL:
            let start = unsafe detail?.assumingMemoryBound(to: MD_BLOCK_OL_DETAIL.self).pointee.start ?? 1
            page.markup("<ol")
            if start != 1 { page.attribute("start", Int(start)) }
            page.markup(">\n")
        case MD_BLOCK_LI: unsafe enterItem(detail?.assumingMemoryBound(to: MD_BLOCK_LI_DETAIL.self).pointee)
        case MD_BLOCK_HR: page.markup("<hr>\n")
        case MD_BLOCK_H:
            page.markup("<h")
            page.number(unsafe level(detail))
            page.markup(">")
        case MD_BLOCK_CODE:
            unsafe enterCode(detail?.assumingMemoryBound(to: MD_BLOCK_CODE_DETAIL.self).pointee)
        case MD_BLOCK_P: page.markup("<p>")
        case MD_BLOCK_TABLE: page.markup("<div class=\"table\"><table>\n")
        case MD_BLOCK_THEAD: page.markup("<thead>\n")
        case MD_BLOCK_TBODY: page.markup("<tbody>\n")
        case MD_BLOCK_TR: page.markup("<tr>")
        case MD_BLOCK_TH, MD_BLOCK_TD:
            page.markup(type == MD_BLOCK_TH ? "<th" : "<td")
            switch unsafe detail?.assumingMemoryBound(to: MD_BLOCK_TD_DETAIL.self).pointee.align {
            case MD_ALIGN_CENTER?: page.markup(" class=\"center\">")
            case MD_ALIGN_RIGHT?: page.markup(" class=\"right\">")
            default: page.markup(">")
            }
        default: break
        }
        return verdict
    }

    private func leave(_ type: MD_BLOCKTYPE, _ detail: UnsafeMutableRawPointer?) -> CInt {
        depth -= 1
        closeSpans(from: 0)
        switch type {
        case MD_BLOCK_QUOTE: page.markup("</blockquote>\n")
        case MD_BLOCK_UL: page.markup("</ul>\n")
        case MD_BLOCK_OL: page.markup("</ol>\n")
        case MD_BLOCK_LI: page.markup("</li>\n")
        case MD_BLOCK_H:
            page.markup("</h")
            page.number(unsafe level(detail))
            page.markup(">\n")
        case MD_BLOCK_CODE: page.markup("</code></pre></figure>\n")
        case MD_BLOCK_P: page.markup("</p>\n")
        case MD_BLOCK_TABLE: page.markup("</table></div>\n")
        case MD_BLOCK_THEAD: page.markup("</thead>\n")
        case MD_BLOCK_TBODY: page.markup("</tbody>\n")
        case MD_BLOCK_TR: page.markup("</tr>\n")
        case MD_BLOCK_TH: page.markup("</th>")
        case MD_BLOCK_TD: page.markup("</td>")
        default: break
        }
        return verdict
    }

    private func level(_ detail: UnsafeMutableRawPointer?) -> Int {
        let level = unsafe detail?.assumingMemoryBound(to: MD_BLOCK_H_DETAIL.self).pointee.level ?? 1
        return min(6, Int(level) + headingOffset)
    }

    private func enterItem(_ detail: MD_BLOCK_LI_DETAIL?) {
        guard let detail, detail.is_task != 0 else {
            page.markup("<li>")
            return
        }
        page.markup(
            detail.task_mark == 0x20
                ? "<li class=\"task\"><span role=\"img\" aria-label=\"open:\">☐</span> "
                : "<li class=\"task\"><span role=\"img\" aria-label=\"done:\">☑</span> "
        )
    }

    private func enterCode(_ detail: MD_BLOCK_CODE_DETAIL?) {
        page.markup("<figure class=\"code\">")
        if let detail = unsafe detail {
            let language = unsafe MarkdownAttribute.text(detail.lang)
            if !language.isEmpty {
                page.markup("<figcaption>")
                page.text(language.prefix(64))
                page.markup("</figcaption>")
            }
        }
        page.markup("<pre><code>")
    }

    // MARK: Spans

    private func enterSpan(_ type: MD_SPANTYPE, _ detail: UnsafeMutableRawPointer?) -> CInt {
        // Within the text of an image there are no elements.
        let isShown = !spans.contains { $0.type == MD_SPAN_IMG }
        var span = OpenSpan(type: type, isElement: isShown)
        switch type {
        case MD_SPAN_EM where isShown: page.markup("<em>")
        case MD_SPAN_STRONG where isShown: page.markup("<strong>")
        case MD_SPAN_DEL where isShown: page.markup("<s>")
        case MD_SPAN_CODE where isShown: page.markup("<code>")
        case MD_SPAN_A:
            if let detail = unsafe detail?.assumingMemoryBound(to: MD_SPAN_A_DETAIL.self).pointee {
                span.target = unsafe MarkdownAttribute.text(detail.href)
                span.isElement =
                    isShown && openLink(span.target, unsafe MarkdownAttribute.text(detail.title))
            }
        case MD_SPAN_IMG:
            page.markup("<span class=\"left-out\">[image: ")
            if let detail = unsafe detail?.assumingMemoryBound(to: MD_SPAN_IMG_DETAIL.self).pointee {
                span.target = unsafe MarkdownAttribute.text(detail.src)
            }
            span.isElement = true
        default: span.isElement = false
        }
        span.start = page.count
        spans.append(span)
        return verdict
    }

    /// Closes a span and those that are open in it.
    ///
    /// md4c 0.4.8 closes some spans in another order than it opened them, or not at all.
    private func leaveSpan(_ type: MD_SPANTYPE) -> CInt {
        guard let place = spans.lastIndex(where: { $0.type == type }) else { return verdict }
        closeSpans(from: place)
        return verdict
    }

    private func closeSpans(from place: Int) {
        while spans.count > place, let span = spans.popLast() { close(span) }
    }

    private func close(_ span: OpenSpan) {
        switch span.type {
        case MD_SPAN_EM where span.isElement: page.markup("</em>")
        case MD_SPAN_STRONG where span.isElement: page.markup("</strong>")
        case MD_SPAN_DEL where span.isElement: page.markup("</s>")
        case MD_SPAN_CODE where span.isElement: page.markup("</code>")
        case MD_SPAN_A where span.isElement: page.markup("</a>")
        case MD_SPAN_A:
            guard !span.target.isEmpty, !page.bytes[span.start...].elementsEqual(span.target) else { return }
            page.markup(" <span class=\"target\">(")
            page.text(span.target[...])
            page.markup(")</span>")
        case MD_SPAN_IMG:
            if !span.target.isEmpty {
                page.markup(" ")
                page.text(span.target[...])
            }
            page.markup("]</span>")
        default: break
        }
    }

    /// - Returns: whether it became an element.
    private func openLink(_ target: [UInt8], _ title: [UInt8]) -> Bool {
        // A link inside another would end the outer one.
        guard LinkTarget.isAllowed(target.span),
            !spans.contains(where: { $0.type == MD_SPAN_A && $0.isElement })
        else { return false }
        page.markup("<a rel=\"noopener noreferrer\"")
        page.attribute("href", target.span)
        if !title.isEmpty { page.attribute("title", title.span) }
        page.markup(">")
        return true
    }

    // MARK: Text

    private func write(_ type: MD_TEXTTYPE, _ text: Span<UInt8>) -> CInt {
        switch type {
        case MD_TEXT_BR: page.markup("<br>\n")
        case MD_TEXT_SOFTBR: page.markup(keepsLineBreaks ? "<br>\n" : "\n")
        case MD_TEXT_NULLCHAR: page.markup("\u{fffd}")
        case MD_TEXT_ENTITY:
            if let value = MarkdownAttribute.numeric(text) {
                page.text(value[...])
            } else {
                page.reference(text)
            }
        default: page.text(text)
        }
        return verdict
    }
}
