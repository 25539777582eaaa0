internal import BatonHost

/// What the key Tab offers at the prompt.
public struct ReplCompletion {
    /// Possibilities for the last word of a text.
    public struct Offer: Equatable {
        /// What can stand for the last word, sorted.
        public var words: [String]
        /// What goes in at the cursor: all that the possibilities begin with, and more when there is only one.
        public var insertion: String
    }

    private let session: ReplSession
    private let registry: HostRegistry

    /// Completion over the globals of a session and the options of its functions.
    public init(_ session: ReplSession) {
        self.session = session
        registry = session.run.registry
    }

    /// What the text before the cursor can go on with.
    public func offer(for text: String) -> Offer {
        let word = Self.lastWord(of: text)
        if text.hasPrefix(":"), !text.contains("\n") { return command(text, word) }
        let before = text.dropLast(word.count)
        if !word.contains("."), !word.contains(":"), let options = options(before) {
            let names = options.filter { $0.hasPrefix(word) }
            if !names.isEmpty { return offer(names, word, suffix: " = ") }
        }
        let names = session.names(prefix: word)
        // A lone name that is a table or a function goes on, but how is for the person to say.
        return offer(names, word, suffix: "")
    }

    private func command(_ text: String, _ word: String) -> Offer {
        guard let space = text.firstIndex(of: " ") else {
            let names = Repl.commands.map { ":" + $0.name }.filter { $0.hasPrefix(text) }
            return offer(names, text, suffix: " ")
        }
        switch text[..<space] {
        case ":doc":
            let typed = String(text[text.index(after: space)...])
            let path = typed.hasPrefix("baton.") ? String(typed.dropFirst(6)) : typed
            let names = ReferencePage(registry).names.filter { $0.hasPrefix(path) }
            return offer(Set(names).sorted(), path, suffix: "")
        case ":type": return offer(session.names(prefix: word), word, suffix: "")
        default: return Offer(words: [], insertion: "")
        }
    }

    private func offer(_ words: [String], _ word: String, suffix: String) -> Offer {
        guard let first = words.first else { return Offer(words: [], insertion: "") }
        if words.count == 1 {
            return Offer(words: words, insertion: String(first.dropFirst(word.count)) + suffix)
        }
        var common = first
        for other in words.dropFirst() {
            while !other.hasPrefix(common) { common.removeLast() }
        }
        return Offer(words: words.sorted(), insertion: String(common.dropFirst(word.count)))
    }

    /// The options of the call in whose table the text ends, if a name can stand there.
    private func options(_ text: Substring) -> [String]? {
        var depth = 0
        var index = text.endIndex
        // What stands directly before the word must begin a field.
        guard let last = text.last(where: { !$0.isWhitespace }), last == "{" || last == "," else {
            return nil
        }
        while index > text.startIndex {
            index = text.index(before: index)
            switch text[index] {
            case "}", ")", "]": depth += 1
            case "(", "[": depth -= 1
            case "{":
                depth -= 1
                if depth < 0 { return options(before: text[..<index]) }
            default: break
            }
            if depth < 0 { return nil }
        }
        return nil
    }

    /// The options of the function whose call a brace opens, such as `baton.export.json(s, {`.
    private func options(before text: Substring) -> [String]? {
        var head = text
        while head.last?.isWhitespace == true { head.removeLast() }
        if let last = head.last, last == "(" || last == "," {
            // Inside parentheses: back to the one that is open.
            var depth = 0
            while let character = head.last {
                head.removeLast()
                if character == ")" || character == "}" { depth += 1 }
                if character == "(" || character == "{" { depth -= 1 }
                if depth < 0 {
                    if character != "(" { return nil }
                    break
                }
            }
            while head.last?.isWhitespace == true { head.removeLast() }
        }
        let name = Self.lastWord(of: String(head))
        guard !name.isEmpty else { return nil }
        if name.hasPrefix("baton."), let function = registry.function(String(name.dropFirst(6))) {
            return function.options.map(\.name).sorted()
        }
        // Which object a method is called on is not known; its name is.
        if let colon = name.lastIndex(of: ":") {
            let method = name[name.index(after: colon)...]
            let methods = registry.handles.flatMap(\.methods).filter { $0.name == method }
            let names = Set(methods.flatMap { $0.options.map(\.name) })
            return names.isEmpty ? nil : names.sorted()
        }
        return nil
    }

    /// The last letters, digits, dots and colons.
    static func lastWord(of text: String) -> String {
        var word = Substring(text)
        var count = 0
        while let character = word.last,
            character.isASCII && (character.isLetter || character.isNumber) || character == "_"
                || character == "." || character == ":"
        {
            word.removeLast()
            count += 1
        }
        return String(text.suffix(count))
    }
}
