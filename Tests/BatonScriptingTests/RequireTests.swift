import BatonHost
import BatonScripting
import Lua
import Platform
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("require")
struct RequireTests {
    private func write(_ text: String, _ path: String) throws {
        try Files.makeDirectory(Paths.directory(path))
        try Files.create(Array(text.utf8), at: path)
    }

    @Test("modules are found inside the folder only")
    func folder() throws {
        try withBench { bench throws in
            let folder = Paths.join(bench.root, "scripts")
            try write("return 'one'", Paths.join(folder, "one.lua"))
            try write("return 'deep'", Paths.join(folder, "a/deep.lua"))
            try write("return 'outside'", Paths.join(bench.root, "outside.lua"))
            try write("return 'near'", Paths.join(bench.root, "scripts-not/near.lua"))
            symlink(Paths.join(bench.root, "outside.lua"), Paths.join(folder, "link.lua"))
            symlink(Paths.join(bench.root, "scripts-not"), Paths.join(folder, "way"))
            symlink(Paths.join(folder, "one.lua"), Paths.join(folder, "alias.lua"))
            let modules = ScriptModules.folder(folder)
            #expect(try bench.run("return require('one')", modules: modules) == .text("one"))
            #expect(try bench.run("return require('a.deep')", modules: modules) == .text("deep"))
            #expect(try bench.run("return require('alias')", modules: modules) == .text("one"))
            for name in ["link", "way.near"] {
                let error = try #require(bench.failure("require('\(name)')", modules: modules))
                #expect(error.kindName == "denied")
                #expect(!error.message.contains(bench.root))
            }
            for name in [
                "../outside", "..outside", "/etc/passwd", "a/deep", "", "one.lua", "a..deep", "One",
                "no_such",
            ] {
                #expect(bench.failure("return require('\(name)')", modules: modules) != nil, "\(name)")
            }
            #expect(bench.failure("require('one')") != nil, "without a folder there are no modules")
        }
    }

    @Test("of an approved script only the approved files are found")
    func approved() throws {
        try withBench { bench throws in
            let modules = ScriptModules.files([
                "one.lua": Array("return 'approved'".utf8), "a/two.lua": Array("return require('one')".utf8),
            ])
            try write("return 'on disk'", Paths.join(bench.work, "one.lua"))
            try write("return 'on disk'", Paths.join(bench.work, "other.lua"))
            #expect(try bench.run("return require('a.two')", modules: modules) == .text("approved"))
            #expect(bench.failure("require('other')", modules: modules) != nil)
        }
    }

    @Test("a module runs once")
    func once() throws {
        try withBench { bench throws in
            let modules = ScriptModules.files(["m.lua": Array("print('loading') return {}".utf8)])
            try bench.run("assert(require('m') == require('m'))", modules: modules)
            #expect(bench.said == ["loading"])
        }
    }
}
