internal import CBatonLua

/// What the engine's callbacks get as their context.
///
/// It does not keep the engine alive, which owns it.
@safe final class HostContext {
    let host: any LuaHost
    // Set once, before any callback: checking each access would cost as much as a tenth of a call.
    @exclusivity(unchecked) var engine: Unmanaged<LuaEngine>?

    init(host: any LuaHost) {
        self.host = host
    }

    /// The table of functions that C calls.
    var callbacks: bl_host {
        unsafe bl_host(
            context: Unmanaged.passUnretained(self).toOpaque(),
            dispatch: { context, function, arguments, reply in
                unsafe HostContext.with(context) { unsafe $0.dispatch(function, arguments, reply) }
            },
            resolve: { context, name, length, reply in
                let name = unsafe String(
                    decoding: UnsafeBufferPointer(start: name, count: length),
                    as: UTF8.self
                )
                return unsafe HostContext.with(context) { unsafe $0.resolve(name, reply) }
            },
            write: { context, stream, bytes, count in
                let bytes = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
                unsafe HostContext.with(context) {
                    $0.host.write(bytes, to: stream == BL_STREAM_WARN ? .warn : .print)
                }
            },
            release: { context, type, slot, generation in
                let handle = LuaHandle(type: type, slot: slot, generation: generation)
                unsafe HostContext.with(context) { $0.host.release(handle) }
            }
        )
    }

    /// The engine keeps the context alive for as long as C knows it, so that no reference needs counting here.
    private static func with<Result>(
        _ context: UnsafeMutableRawPointer?,
        _ body: (HostContext) -> Result
    ) -> Result {
        guard let context = unsafe context else { preconditionFailure("a callback has no context") }
        return unsafe Unmanaged<HostContext>.fromOpaque(context)._withUnsafeGuaranteedRef(body)
    }

    private func dispatch(_ function: Int32, _ arguments: UnsafePointer<bl_arguments>, _ reply: OpaquePointer)
        -> Int32
    {
        guard let engine = unsafe engine else { preconditionFailure("a host call outside its engine's life") }
        return unsafe engine._withUnsafeGuaranteedRef { unsafe dispatch(function, arguments, reply, in: $0) }
    }

    private func dispatch(
        _ function: Int32,
        _ arguments: UnsafePointer<bl_arguments>,
        _ reply: OpaquePointer,
        in engine: LuaEngine
    ) -> Int32 {
        // Not after the call: a function among its results must keep its slot until the reply is pushed.
        engine.giveBack()
        let pinned = unsafe engine.pinned.count
        defer { if unsafe engine.pinned.count > pinned { engine.unpin(to: pinned) } }
        do {
            unsafe try host.call(
                function,
                LuaArguments(arguments, engine: engine),
                reply: LuaReply(reply, engine: engine),
                in: engine
            )
            return 0
        } catch {
            return unsafe fail(with: error, engine, reply)
        }
    }

    private func resolve(_ name: String, _ reply: OpaquePointer) -> Int32 {
        guard let engine = unsafe engine?.takeUnretainedValue() else {
            preconditionFailure("a host call outside its engine's life")
        }
        defer { engine.giveBack() }
        do {
            if let source = try host.source(ofModule: name, in: engine) {
                unsafe engine.encode(LuaString(bytes: source.bytes), into: reply)
                unsafe engine.encode(source.name, into: reply)
            } else {
                unsafe bl_put_nil(reply)
            }
            return 0
        } catch {
            return unsafe fail(with: error, engine, reply)
        }
    }

    /// Fills the reply with kind, message, hint and data.
    private func fail(with error: any Error, _ engine: LuaEngine, _ reply: OpaquePointer) -> Int32 {
        unsafe bl_tree_reset(reply)
        let failure: LuaFailure
        switch error {
        case let error as LuaError:
            if unsafe error.token != 0 && error.token == bl_last_error(engine.state).pointee.token {
                return BL_REPLY_RERAISE
            }
            failure = LuaFailure(
                kind: error.kindName,
                message: error.description,
                hint: error.hint,
                data: error.data
            )
        case let error as LuaFailure: failure = error
        default: failure = LuaFailure(kind: "host", message: String(describing: error))
        }
        unsafe engine.encode(failure.kind, into: reply)
        unsafe engine.encode(failure.message, into: reply)
        if let hint = failure.hint {
            unsafe engine.encode(hint, into: reply)
        } else {
            unsafe bl_put_nil(reply)
        }
        do throws(LuaError) {
            unsafe try engine.encode(failure.data, into: reply)
        } catch {
            // Data that cannot be passed on is left out: the failure itself matters more.
            unsafe bl_tree_reset(reply)
            unsafe engine.encode(failure.kind, into: reply)
            unsafe engine.encode(failure.message, into: reply)
            unsafe bl_put_nil(reply)
            unsafe bl_put_nil(reply)
        }
        return BL_REPLY_ERROR
    }
}
