public import BatonHost
internal import Lua
internal import Platform

/// The registry with the functions of `baton.testing`, which only test files have.
public enum TestingRegistry {
    /// All that the reference tells of.
    public static let reference = whole(.builtIn, TestingState(), root: "/")

    /// The program's registry, in which uploads are noted.
    static func recipes(_ state: TestingState) -> HostRegistry {
        let builtIn = HostRegistry.builtIn
        return HostRegistry(
            functions: builtIn.functions.map { function in
                function.path == "upload.put" ? noting(function, state) : function
            },
            handles: builtIn.handles,
            records: builtIn.records,
            modules: builtIn.modules,
            constants: builtIn.constants,
            failures: builtIn.failures
        )
    }

    /// A registry together with `baton.testing`.
    static func whole(_ registry: HostRegistry, _ state: TestingState, root: String) -> HostRegistry {
        HostRegistry(
            functions: registry.functions + TestingFunctions(state: state, root: root).all,
            handles: registry.handles,
            records: registry.records + TestingFunctions.records,
            modules: registry.modules + [TestingFunctions.module],
            constants: registry.constants,
            failures: registry.failures + TestingFunctions.failures
        )
    }

    /// Notes what leaves, as it would be read by whoever opens it.
    private static func noting(_ function: HostFunction, _ state: TestingState) -> HostFunction {
        function.wrapped { call, body in
            let results = try body()
            let (bytes, filename, _) = try call.content("content")
            let share = results.first ?? .nil
            var redaction = TextRedaction(try call.run.redactor())
            let isText = String(validating: bytes, as: UTF8.self) != nil
            let clean = isText && call["redact"] != .bool(false) ? try redaction.redact(bytes) : bytes
            state.change { values in
                values.uploads.append(
                    .record([
                        "content": .string(LuaString(bytes: clean)),
                        "filename": .text(call["filename"].text ?? filename),
                        "store": share.field("store") ?? .nil,
                        "link": share.field("link") ?? .nil,
                        "sealed": .bool(call["seal"] != .bool(false)),
                    ])
                )
            }
            return results
        }
    }
}
