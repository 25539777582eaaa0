/// A command line of a shell, taken apart as far as it tells which files it writes.
///
/// Nothing is expanded and nothing is run: a word with a variable in it stays as it is and names no file.
struct ShellWords {
    /// One simple command.
    struct Command {
        /// Its words without quotes.
        var words: [String] = []
        /// Files that its output goes to, and whether it is added at their end.
        var outputs: [(path: String, appends: Bool)] = []
        /// Texts given to it by here-documents.
        var documents: [String] = []
    }

    /// The simple commands in their order.
    private(set) var commands: [Command] = []
    private var current = Command()
    private var word: [UInt8] = []
    private var hasWord = false
    private var redirect: Redirect?
    private var pending: [(mark: [UInt8], stripsTabs: Bool)] = []

    private enum Redirect { case output(appends: Bool), input, document(stripsTabs: Bool) }

    /// Bytes of a command that are looked at.
    static let limit = 4 << 20
    private static let mostCommands = 2_000

    /// Takes a command line apart.
    init(_ text: String) {
        let bytes = Array(text.utf8.prefix(Self.limit))
        read(bytes)
        finishCommand()
    }

    private mutating func read(_ bytes: [UInt8]) {
        var index = 0
        while index < bytes.count, commands.count < Self.mostCommands {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\\"):
                guard index < bytes.count else { break }
                if bytes[index] != 0x0a {
                    word.append(bytes[index])
                    hasWord = true
                }
                index += 1
            case UInt8(ascii: "'"):
                hasWord = true
                while index < bytes.count, bytes[index] != UInt8(ascii: "'") {
                    word.append(bytes[index])
                    index += 1
                }
                index += 1
            case UInt8(ascii: "\""):
                hasWord = true
                while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
                    if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count,
                        [UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "$"), UInt8(ascii: "`")]
                            .contains(bytes[index + 1])
                    {
                        index += 1
                    }
                    word.append(bytes[index])
                    index += 1
                }
                index += 1
            case 0x0a:
                finishCommand()
                readDocuments(bytes, &index)
            case UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "("), UInt8(ascii: ")"): finishCommand()
            case UInt8(ascii: "&"):
                // `&>` and `>&` redirect; one alone or two end a command.
                if index < bytes.count, bytes[index] == UInt8(ascii: ">") {
                    finishWord()
                } else {
                    finishCommand()
                }
            case UInt8(ascii: "#") where !hasWord:
                while index < bytes.count, bytes[index] != 0x0a { index += 1 }
            case UInt8(ascii: ">"):
                // A number before it says which stream.
                if hasWord, word.allSatisfy({ (0x30...0x39).contains($0) }) {
                    dropWord()
                } else {
                    finishWord()
                }
                let appends = index < bytes.count && bytes[index] == UInt8(ascii: ">")
                if appends { index += 1 }
                if index < bytes.count, bytes[index] == UInt8(ascii: "|") { index += 1 }
                if index < bytes.count, bytes[index] == UInt8(ascii: "&") {
                    index += 1
                    redirect = .input
                } else {
                    redirect = .output(appends: appends)
                }
            case UInt8(ascii: "<"):
                finishWord()
                guard index < bytes.count, bytes[index] == UInt8(ascii: "<") else {
                    redirect = .input
                    break
                }
                index += 1
                if index < bytes.count, bytes[index] == UInt8(ascii: "<") {
                    index += 1
                    redirect = .input
                } else {
                    let stripsTabs = index < bytes.count && bytes[index] == UInt8(ascii: "-")
                    if stripsTabs { index += 1 }
                    redirect = .document(stripsTabs: stripsTabs)
                }
            case 0x20, 0x09, 0x0d: finishWord()
            default:
                word.append(byte)
                hasWord = true
            }
        }
    }

    /// Reads the here-documents of the line that has ended.
    private mutating func readDocuments(_ bytes: [UInt8], _ index: inout Int) {
        for (mark, stripsTabs) in pending {
            var lines: [UInt8] = []
            while index < bytes.count {
                let end = bytes[index...].firstIndex(of: 0x0a) ?? bytes.count
                var line = bytes[index..<end]
                index = min(end + 1, bytes.count)
                if stripsTabs { line = line.drop { $0 == 0x09 } }
                // Inside `"$(cat <<'EOF' …` the end may be followed by what closes it.
                if line.elementsEqual(mark) { break }
                lines += line
                lines.append(0x0a)
            }
            // It belongs to the command that was ended by the line end.
            if !commands.isEmpty {
                commands[commands.count - 1].documents.append(String(decoding: lines, as: UTF8.self))
            }
        }
        pending = []
    }

    private mutating func dropWord() {
        word = []
        hasWord = false
    }

    private mutating func finishWord() {
        guard hasWord else { return }
        let text = String(decoding: word, as: UTF8.self)
        switch redirect {
        case .output(let appends): current.outputs.append((text, appends))
        case .document(let stripsTabs):
            if pending.count < 16 { pending.append((word, stripsTabs)) }
        case .input: break
        case nil: current.words.append(text)
        }
        redirect = nil
        dropWord()
    }

    private mutating func finishCommand() {
        finishWord()
        redirect = nil
        if !current.words.isEmpty || !current.outputs.isEmpty || !pending.isEmpty { commands.append(current) }
        current = Command()
    }
}
