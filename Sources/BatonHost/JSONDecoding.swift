internal import JSON
internal import Lua

/// JSON as values of scripts, with the place of what is wrong.
enum JSONDecoding {
    /// How deeply arrays and objects may be nested; what goes back to a script may not be nested more deeply.
    static let depth = 128

    /// Why a text cannot be read.
    enum Problem: Error {
        /// It holds more values than allowed.
        case tooMany
        /// It breaks the rules.
        case at(JSONProblem)
        /// The reader refuses it for a reason that has no place.
        case unreadable
    }

    /// The value of a text.
    ///
    /// - Throws: ``Problem``.
    static func decode(_ bytes: [UInt8]) throws -> HostValue {
        var count = 0
        return try value(try parse(bytes), in: bytes, &count, 0)
    }

    private static func parse(_ bytes: [UInt8]) throws -> JSONValue {
        do throws(JSONError) {
            return try JSONParser.parse(bytes)
        } catch {
            if let problem = JSONProblem.first(in: bytes, depth: depth) { throw Problem.at(problem) }
            // Only integers beyond 64 bits are left; they become floating-point numbers.
            guard error == .badNumber || error == .invalid,
                let value = try? JSONParser.parse(JSONRepair.repair(bytes.span))
            else { throw Problem.unreadable }
            return value
        }
    }

    private static func value(_ json: JSONValue, in bytes: [UInt8], _ count: inout Int, _ level: Int) throws
        -> HostValue
    {
        count += 1
        if count > PureLimits.values { throw Problem.tooMany }
        switch json.kind {
        case .null: return .null
        case .bool: return .bool(json.bool ?? false)
        case .integer: return json.int.map { .int($0) } ?? .number(json.double ?? 0)
        case .double: return .number(json.double ?? 0)
        case .string: return .string(LuaString(bytes: json.utf8 ?? []))
        case .array, .object: break
        }
        if level == depth {
            throw JSONProblem.first(in: bytes, depth: depth).map { Problem.at($0) } ?? .unreadable
        }
        if json.kind == .array {
            var elements: [HostValue] = []
            for element in json.elements { elements.append(try value(element, in: bytes, &count, level + 1)) }
            return .array(elements)
        }
        var members: [LuaKey: HostValue] = [:]
        for member in json.members {
            members[.string(LuaString(bytes: member.key.utf8 ?? []))] =
                try value(member.value, in: bytes, &count, level + 1)
        }
        return .table(members)
    }
}
