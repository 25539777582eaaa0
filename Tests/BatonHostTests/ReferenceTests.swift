import BatonHost
import Lua
import Platform
import Testing

@Suite("Reference")
struct ReferenceTests {
    static let registry = HostRegistry.builtIn
    static let definitions = LuaDefinitions.text(registry)
    static let callables =
        registry.functions + registry.handles.flatMap { $0.methods + ($0.call.map { [$0] } ?? []) }

    @Test("the file for editors defines every function once, with its parameters and results")
    func functions() throws {
        let blocks = DefinitionBlocks(Self.definitions)
        for function in Self.registry.functions + Self.registry.handles.flatMap(\.methods) {
            let named = blocks.functions.filter { $0.name == function.fullName }
            #expect(named.count == 1, "\(function.fullName)")
            let block = try #require(named.first)
            #expect(block.tags("param").count == block.parameters.count, "\(function.fullName)")
            #expect(block.tags("return").count == function.results.count, "\(function.fullName)")
            #expect(block.comment.contains(function.about), "\(function.fullName)")
            for field in function.parameters {
                let mark = field.isRequired ? "" : "?"
                #expect(
                    block.tags("param").filter { $0.hasPrefix(field.name + mark + " ") }.count == 1,
                    "\(function.fullName) \(field.name)"
                )
            }
        }
    }

    @Test("the file for editors defines every record, every handle and all options once, field by field")
    func classes() throws {
        let blocks = DefinitionBlocks(Self.definitions)
        func check(_ name: String, _ fields: [HostField]) throws {
            let named = blocks.classes.filter { $0.name == name }
            #expect(named.count == 1, "\(name)")
            let block = try #require(named.first)
            #expect(block.fieldNames == fields.map(\.name), "\(name)")
        }
        for record in Self.registry.records { try check("baton." + record.name, record.fields) }
        for handle in Self.registry.handles { try check("baton." + handle.name, handle.members.map(\.field)) }
        for function in Self.callables where !function.options.isEmpty {
            let name = "baton." + function.path.replacing(":", with: ".") + ".Options"
            try check(name, function.options)
        }
        #expect(Set(blocks.classes.map(\.name)).count == blocks.classes.count)
    }

    @Test("every type that the file names is defined in it")
    func types() {
        let blocks = DefinitionBlocks(Self.definitions)
        let known = Set(blocks.classes.map(\.name) + ["baton.ErrorKind"])
        for name in blocks.namedTypes { #expect(known.contains(name), "\(name)") }
    }

    @Test("the page of a function tells all that is known of it", arguments: callables.map(\.path))
    func page(path: String) throws {
        let function = try #require(Self.callables.first { $0.path == path })
        let page = try #require(ReferencePage(Self.registry).text(path))
        #expect(page.contains(function.about))
        for field in function.fields + function.results {
            #expect(page.contains(field.about), "\(field.name)")
        }
        for kind in function.errors { #expect(page.contains(kind)) }
        for line in function.example.split(separator: "\n") { #expect(page.contains(line)) }
        if let permission = function.permission { #expect(page.contains(permission.rawValue)) }
        #expect(page == ReferencePage(Self.registry).text("baton." + path))
    }

    @Test("every name has a page, and no other has one")
    func names() {
        let pages = ReferencePage(Self.registry)
        for name in pages.names { #expect(pages.text(name) != nil, "\(name)") }
        #expect(pages.text("export.jsno") == nil)
        #expect(pages.suggestion(for: "baton.export.jsno") == "export.json")
        #expect(pages.text("") == pages.text("baton"))
    }

    @Test("texts of Lua keep their quotes and controls in their literal")
    func literals() {
        let registry = HostRegistry(
            functions: [
                HostFunction(
                    "log",
                    "until",
                    "Does it.",
                    parameters: [.required("end", .choice(["a\"b", "c\\d", "e\nf"]), "which")],
                    options: [.optional("mark", .string, "a mark", default: .text("\u{1b}[31m"))],
                    example: "baton.x.until()"
                ) { _ in .nil }
            ]
        )
        let text = LuaDefinitions.text(registry)
        #expect(text.contains(#"---@param end_ "a\"b"|"c\\d"|"e\nf" which"#))
        #expect(text.contains(#"default "\027[31m""#))
        #expect(!text.contains("\u{1b}"))
    }
}

/// The annotated functions and classes of a file, read without knowing how it was printed.
private struct DefinitionBlocks {
    struct Block {
        var name = ""
        var parameters: [String] = []
        var comment: [String] = []

        func tags(_ tag: String) -> [String] {
            comment.compactMap { $0.hasPrefix("@\(tag) ") ? String($0.dropFirst(tag.count + 2)) : nil }
        }

        var fieldNames: [String] {
            tags("field").compactMap { field in
                field.split(separator: " ").first.map { name in
                    String(name.filter { !"?[\"]".contains($0) })
                }
            }
        }
    }

    var functions: [Block] = []
    var classes: [Block] = []
    var namedTypes: Set<String> = []

    init(_ text: String) {
        var comment: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("---") {
                comment.append(String(line.dropFirst(3)))
                continue
            }
            if line.hasPrefix("function "), let open = line.firstIndex(of: "("),
                let close = line.lastIndex(of: ")")
            {
                let parameters = line[line.index(after: open)..<close].split(separator: ",")
                functions.append(
                    Block(
                        name: String(line[..<open].dropFirst(9)),
                        parameters: parameters.map(String.init),
                        comment: comment
                    )
                )
            }
            if let tag = comment.first(where: { $0.hasPrefix("@class ") }) {
                let name = tag.split(separator: " ").last.map(String.init) ?? ""
                classes.append(Block(name: name, comment: comment))
            }
            for tag in comment
            where ["@param ", "@return ", "@field ", "@overload "].contains(where: tag.hasPrefix) {
                note(typesIn: tag)
            }
            comment = []
        }
    }

    /// Names such as `baton.Document`, with an upper-case last part.
    private mutating func note(typesIn tag: String) {
        // The type ends where the words of the documentation begin.
        let type = tag.split(separator: " ", maxSplits: 2).dropFirst().joined(separator: " ")
        for word in type.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "_") })
        where word.hasPrefix("baton.") {
            if word.split(separator: ".").last?.first?.isUppercase == true { namedTypes.insert(String(word)) }
        }
    }
}
