/// Names the places of a record as people write them: `message.content[2].input.command`.
public enum FieldPath {
    /// Deeper levels are told by `…`.
    private static let deepest = 64
    /// The most that is shown of one key (bytes).
    private static let longestKey = 64

    private struct Level {
        let isObject: Bool
        var index = 0
        var key = 0..<0
    }

    /// The paths of offsets in a record, a JSON value; one walk for all.
    ///
    /// - Parameters:
    ///   - offsets: places in the record (bytes), in rising order.
    ///   - record: the record. What is no JSON gets usable answers: the walk never fails.
    ///   - secrets: ranges of the record that are secret, in rising order; a key that overlaps one is told by `…`.
    /// - Returns: a path for each offset, empty for the record as a whole. A key has the path of its value.
    public static func paths(
        of offsets: [Int],
        in record: Span<UInt8>,
        hiding secrets: [Range<Int>] = []
    ) -> [String] {
        var paths: [String] = []
        paths.reserveCapacity(offsets.count)
        var levels: [Level] = []
        var hidden = 0
        var expectsKey = false
        var position = 0
        // The string that the walk stands before, whose end was found for an earlier offset.
        var known = -1..<0
        for offset in offsets {
            walk: while position < record.count, position <= offset {
                switch record[position] {
                case UInt8(ascii: "\""):
                    let start = position + 1
                    let end = known.lowerBound == start ? known.upperBound : stringEnd(record, from: start)
                    known = start..<max(start, end)
                    if expectsKey, hidden == 0, !levels.isEmpty { levels[levels.count - 1].key = start..<end }
                    // Inside of this string: the walk goes on from here at the next offset.
                    if offset < end { break walk }
                    expectsKey = false
                    position = end
                case UInt8(ascii: "{"), UInt8(ascii: "["):
                    let isObject = record[position] == UInt8(ascii: "{")
                    if levels.count < deepest {
                        levels.append(Level(isObject: isObject))
                    } else {
                        hidden += 1
                    }
                    expectsKey = isObject
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    if hidden > 0 { hidden -= 1 } else { _ = levels.popLast() }
                    expectsKey = false
                case UInt8(ascii: ","):
                    if hidden == 0, let last = levels.last {
                        if last.isObject { expectsKey = true } else { levels[levels.count - 1].index += 1 }
                    }
                default: break
                }
                position += 1
            }
            paths.append(text(levels, isCut: hidden > 0, record, secrets))
        }
        return paths
    }

    private static func text(
        _ levels: [Level],
        isCut: Bool,
        _ record: Span<UInt8>,
        _ secrets: [Range<Int>]
    ) -> String {
        var text = ""
        for level in levels {
            if !level.isObject {
                text += "[\(level.index)]"
                continue
            }
            guard !level.key.isEmpty else { continue }
            if !text.isEmpty { text += "." }
            if isSecret(level.key, secrets) {
                text += "…"
                continue
            }
            let shown = level.key.prefix(longestKey).map { record[$0] }
            text += String(decoding: shown, as: UTF8.self).replacing("\u{fffd}", with: "")
            if level.key.count > longestKey { text += "…" }
        }
        return isCut ? text + "…" : text
    }

    /// Whether a range overlaps one of those in rising order.
    private static func isSecret(_ range: Range<Int>, _ secrets: [Range<Int>]) -> Bool {
        var (low, high) = (0, secrets.count)
        while low < high {
            let middle = (low + high) / 2
            if secrets[middle].upperBound <= range.lowerBound { low = middle + 1 } else { high = middle }
        }
        return low < secrets.count && secrets[low].lowerBound < range.upperBound
    }

    private static func stringEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index, bytes.count)
    }
}
