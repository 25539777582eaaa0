public import Lua

extension HostFunction {
    /// The same function with something around its body.
    ///
    /// - Parameter around: gets the call and the body, and gives the results in the order of the function's own.
    /// - Returns: the function with all else as it was.
    public func wrapped(
        _ around: @escaping @Sendable (HostCall, () throws -> [HostValue]) throws -> [HostValue]
    ) -> HostFunction {
        let inner = body
        return HostFunction(
            module,
            name,
            about,
            parameters: parameters,
            rest: rest,
            options: options,
            results: results,
            errors: errors,
            permission: permission,
            acts: acts,
            blocks: blocks,
            isStep: isStep,
            handle: handle,
            since: since,
            example: example,
            several: { call in
                try around(call) {
                    switch inner {
                    case .one(let body): [try body(call)]
                    case .several(let body): try body(call)
                    }
                }
            }
        )
    }
}
