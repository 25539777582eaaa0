internal import CBatonLua

// Values to and from the flat lists of the border.
extension LuaEngine {
    static func decodeString(_ head: bl_value) -> LuaString {
        let bytes = unsafe UnsafeBufferPointer(start: head.bytes, count: Int(head.integer))
        return unsafe LuaString(bytes: Array(bytes))
    }

    static func decodeHandle(_ head: bl_value) -> LuaHandle {
        unsafe LuaHandle(
            type: Int32(truncatingIfNeeded: head.type),
            slot: UInt64(bitPattern: head.integer),
            generation: head.generation
        )
    }

    /// Decodes anything but the head of an array or a table.
    func decodeScalar(_ head: bl_value) -> LuaValue {
        switch unsafe bl_kind(rawValue: head.kind) {
        case BL_NULL: .null
        case BL_BOOL: unsafe .bool(head.integer != 0)
        case BL_INT: unsafe .int(head.integer)
        case BL_NUMBER: unsafe .number(head.number)
        case BL_STRING: unsafe .string(Self.decodeString(head))
        case BL_HANDLE: unsafe .handle(Self.decodeHandle(head))
        case BL_FUNCTION:
            unsafe .function(
                LuaFunction(
                    reference: Reference(
                        slot: .init(
                            index: UInt32(truncatingIfNeeded: head.integer),
                            generation: head.generation
                        ),
                        queue: queue
                    )
                )
            )
        default: .nil
        }
    }

    /// What the last call brought.
    func incoming() -> [LuaValue] {
        var count = 0
        guard let base = unsafe bl_incoming(state, &count), count > 0 else { return [] }
        let values = unsafe UnsafeBufferPointer(start: base, count: count)
        var index = 0
        var result: [LuaValue] = []
        while index < count { unsafe result.append(decode(values, &index)) }
        return result
    }

    private func decode(_ values: UnsafeBufferPointer<bl_value>, _ index: inout Int) -> LuaValue {
        let head = unsafe values[index]
        index += 1
        switch unsafe bl_kind(rawValue: head.kind) {
        case BL_ARRAY:
            let count = unsafe Int(head.integer)
            var items: [LuaValue] = []
            items.reserveCapacity(count)
            for _ in 0..<count { unsafe items.append(decode(values, &index)) }
            return .array(items)
        case BL_TABLE:
            let count = unsafe Int(head.integer)
            var items: [LuaKey: LuaValue] = [:]
            items.reserveCapacity(count)
            for _ in 0..<count {
                let key: LuaKey
                switch unsafe decode(values, &index) {
                case .string(let string): key = .string(string)
                case .int(let int): key = .int(int)
                case .bool(let bool): key = .bool(bool)
                default: preconditionFailure("a copied table has a key that is none")
                }
                unsafe items[key] = decode(values, &index)
            }
            return .table(items)
        default:
            return unsafe decodeScalar(head)
        }
    }

    /// Adds a value to a list.
    func encode(_ value: LuaValue, into tree: OpaquePointer, depth: Int = 0) throws(LuaError) {
        guard depth < 200 else {
            throw LuaError(kind: .conversion, message: "the host gave a value that is nested too deeply")
        }
        switch value {
        case .nil: unsafe bl_put_nil(tree)
        case .null: unsafe bl_put_null(tree)
        case .bool(let bool): unsafe bl_put_bool(tree, bool)
        case .int(let int): unsafe bl_put_int(tree, int)
        case .number(let number): unsafe bl_put_number(tree, number)
        case .string(let string): unsafe encode(string, into: tree)
        case .array(let items):
            unsafe bl_put_array(tree, Int64(items.count))
            for item in items { unsafe try encode(item, into: tree, depth: depth + 1) }
        case .table(let items):
            unsafe bl_put_table(tree, Int64(items.count))
            for (key, item) in items {
                switch key {
                case .string(let string): unsafe encode(string, into: tree)
                case .int(let int): unsafe bl_put_int(tree, int)
                case .bool(let bool): unsafe bl_put_bool(tree, bool)
                }
                unsafe try encode(item, into: tree, depth: depth + 1)
            }
        case .handle(let handle):
            unsafe bl_put_handle(tree, handle.type, handle.slot, handle.generation)
        case .function(let function):
            unsafe bl_put_ref(tree, try slot(of: function.reference))
        }
    }

    func encode(_ string: LuaString, into tree: OpaquePointer) {
        unsafe string.bytes.withUnsafeBufferPointer { unsafe bl_put_string(tree, $0.baseAddress, $0.count) }
    }

    func encode(_ text: String, into tree: OpaquePointer) {
        var text = text
        text.withUTF8 { unsafe bl_put_string(tree, $0.baseAddress, $0.count) }
    }

    func slot(of reference: Reference) throws(LuaError) -> bl_ref {
        guard reference.queue === queue else {
            throw LuaError(kind: .conversion, message: "the function belongs to another engine")
        }
        return bl_ref(slot: reference.slot.index, generation: reference.slot.generation)
    }

    /// The record of the last failure.
    func lastError(withValue: Bool = true) -> LuaError {
        let record = unsafe bl_last_error(state).pointee
        let value = unsafe withValue && record.has_value ? incoming().first ?? .nil : .nil
        func text(_ start: UnsafePointer<UInt8>?, _ count: Int) -> String? {
            guard let start = unsafe start else { return nil }
            return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
        }
        var error = unsafe LuaError(
            kind: kind(of: record),
            message: text(record.message, record.message_length) ?? "",
            hint: text(record.hint, record.hint_length),
            chunk: text(record.chunk, record.chunk_length),
            line: record.line > 0 ? Int(record.line) : nil,
            trace: (0..<record.trace_count).map { unsafe String(cString: bl_trace_line(state, $0)) },
            value: value
        )
        error.token = unsafe record.token
        return error
    }

    private func kind(of record: bl_error) -> LuaError.Kind {
        if let kind = unsafe Self.kind(of: record.status) { return kind }
        return unsafe .host(String(cString: record.kind))
    }

    /// The kind of a status; nil for one that the host named.
    static func kind(of status: bl_status) -> LuaError.Kind? {
        switch status {
        case BL_ERR_SYNTAX: .syntax
        case BL_ERR_INCOMPLETE: .incomplete
        case BL_ERR_CONVERT: .conversion
        case BL_ERR_HOST: nil
        case BL_CANCELLED: .cancelled
        case BL_ENDED: .ended
        case BL_LIMIT_TIME: .limit(.time)
        case BL_LIMIT_WALL: .limit(.wall)
        case BL_LIMIT_MEMORY: .limit(.memory)
        case BL_LIMIT_OUTPUT: .limit(.output)
        case BL_LIMIT_STRING: .limit(.string)
        case BL_LIMIT_SOURCE: .limit(.source)
        case BL_LIMIT_NESTING: .limit(.nesting)
        case BL_LIMIT_COROUTINES: .limit(.coroutines)
        case BL_LIMIT_COPY: .limit(.copy)
        default: .script
        }
    }
}
