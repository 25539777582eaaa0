import BatonHost
import Lua
import Testing

@Suite("Registry")
struct RegistryTests {
    static let functions = HostRegistry.builtIn.functions.map(\.path)

    @Test("no two functions have the same path")
    func unique() { #expect(Set(Self.functions).count == Self.functions.count) }

    static let callables =
        HostRegistry.builtIn.functions
        + HostRegistry.builtIn.handles.flatMap { $0.methods + ($0.call.map { [$0] } ?? []) }

    @Test("every function is documented", arguments: callables.map(\.path))
    func documented(path: String) throws {
        let function = try #require(Self.callables.first { $0.path == path })
        #expect(function.about.hasSuffix("."))
        let use = function.handle == nil ? "baton.\(path)" : ":\(function.name)"
        // What is called by calling the handle itself has no name there.
        let isCall = HostRegistry.builtIn.handles.contains { $0.call === function }
        #expect(isCall || function.example.contains(use), "the example does not use the function")
        #expect(function.since >= 1)
        #expect(function.name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" })
        #expect(
            HostRegistry.builtIn.modules.contains { $0.name == function.module } || function.handle != nil
        )
        for kind in function.errors {
            #expect(HostRegistry.builtIn.failures.contains { $0.kind == kind }, "no failure '\(kind)'")
        }
        for field in function.results + (function.rest.map { [$0] } ?? []) { #expect(!field.about.isEmpty) }
        let names = function.fields.map(\.name)
        #expect(Set(names).count == names.count)
        for field in function.fields {
            #expect(!field.about.isEmpty, "\(field.name)")
            #expect(field.name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" }, "\(field.name)")
        }
        #expect(
            HostRegistry.builtIn.number(of: path)
                == HostRegistry.builtIn.functions.firstIndex { $0.path == path }
        )
    }

    @Test("every record that is named exists, and every record is named")
    func records() {
        var named: Set<String> = []
        func visit(_ type: HostType?) {
            switch type {
            case .record(let name): named.insert(name)
            case .list(let element), .map(let element), .iterator(let element): visit(element)
            case .handle(let name): #expect(HostRegistry.builtIn.handle(name) != nil, "no handle '\(name)'")
            default: break
            }
        }
        for function in Self.callables {
            for field in function.fields + function.results + (function.rest.map { [$0] } ?? []) {
                visit(field.type)
            }
        }
        for handle in HostRegistry.builtIn.handles {
            for member in handle.members { visit(member.field.type) }
        }
        for record in HostRegistry.builtIn.records { for field in record.fields { visit(field.type) } }
        let records = HostRegistry.builtIn.records.map(\.name)
        #expect(Set(records) == named)
        #expect(Set(records).count == records.count)
    }

    @Test("what acts needs a permission, and a function that acts is a step")
    func acting() {
        let acting = HostRegistry.builtIn.functions.filter(\.acts)
        let expected: Set = [
            "upload.put", "upload.delete", "clone.install", "git.note", "git.attach", "git.trailer",
            "git.context_file",
            "git.comment",
            "fs.write", "fs.append", "fs.mkdir",
            "fs.remove",
            "fs.temp",
            "http.get", "http.post", "http.put", "http.patch", "http.delete", "http.request", "proc.run",
        ]
        #expect(Set(acting.map(\.path)) == expected)
        for function in acting {
            #expect(function.permission != nil)
            #expect(function.isStep)
        }
    }

    @Test("the defaults of fields are of their types, as a call with them succeeds in the check")
    func defaults() throws {
        try withBench { bench throws in
            for function in HostRegistry.builtIn.functions {
                var arguments: [String: HostValue] = ["no_such_option": .int(1)]
                for field in function.fields { arguments[field.name] = field.fallback }
                let error = #expect(throws: HostError.self) { _ = try bench.run.call(function, arguments) }
                #expect(error?.message.contains("no_such_option") == true, "\(function.path)")
            }
        }
    }

    @Test("a document, a session and a store have the fields of their records")
    func shapes() throws {
        try withBench { bench throws in
            try bench.addSession()
            func check(_ value: HostValue, _ name: String) throws {
                let record = try #require(HostRegistry.builtIn.records.first { $0.name == name })
                guard case .table(let table) = value else {
                    Issue.record("no table")
                    return
                }
                let keys = Set(
                    table.keys.map { key in
                        if case .string(let text) = key { return text.text ?? "" }
                        return ""
                    }
                )
                #expect(keys.isSubset(of: Set(record.fields.map(\.name))), "\(name): \(keys)")
                let required = Set(record.fields.filter(\.isRequired).map(\.name))
                #expect(keys.isSuperset(of: required), "\(name) lacks \(required.subtracting(keys))")
            }
            let document = try bench.call("export.json")
            try check(document, "Document")
            try check(try bench.call("sessions.info", .text("current")), "SessionInfo")
            for store in try #require(try bench.call("upload.stores").list) { try check(store, "Store") }
            let share = try bench.call("upload.put", document)
            try check(share, "Share")
            try check(try bench.call("clone.inspect", try #require(share.field("link"))), "Manifest")
        }
    }
}
