import Lua
import Testing

@Suite("Data in Lua")
struct DataTests {
    /// Each script returns true.
    @Test(
        "values keep what they are over the border and back",
        arguments: [
            "return baton.json.encode({}) == '[]' and baton.json.encode(baton.json.object({})) == '{}'",
            "return baton.json.encode({ a = baton.json.object(), b = baton.json.array() }) == [[{\"a\":{},\"b\":[]}]]",
            "local v = baton.json.decode('{\"a\":{},\"b\":[]}') return baton.json.encode(v) == '{\"a\":{},\"b\":[]}'",
            "local v = baton.json.object({}) v.x = 1 return baton.json.encode(v) == '{\"x\":1}'",
            "local v = baton.json.array({}) v[1] = 1 return baton.json.encode(v) == '[1]'",
            "return math.type(baton.json.decode('1')) == 'integer' and math.type(baton.json.decode('1.0')) == 'float'",
            "return baton.json.encode({ 1, 1.0 }) == '[1,1.0]'",
            "return baton.json.decode('\"a\\\\u0000b\"') == 'a\\0b'",
            "return baton.yaml.decode('a: {}').a ~= nil and baton.json.encode(baton.yaml.decode('a: {}\\nb: []')) == '{\"a\":{},\"b\":[]}'",
            "return baton.base64.decode(baton.base64.encode('\\0\\xff')) == '\\0\\xff'",
            "local text, count = baton.text.replace('a.b.c', '.', '') return text == 'abc' and count == 2",
            "return baton.text.trim('\\xff ') == '\\xff'",
            "return baton.text.split('a b', ' ')[2] == 'b' and baton.text.pad('a', 3, { align = 'right' }) == '  a'",
            "return baton.text.width('日本') == 4",
        ]
    )
    func scripts(script: String) throws {
        try withBench { bench throws in #expect(try bench.run(script) == .bool(true), "\(script)") }
    }

    @Test(
        "what cannot become JSON is refused",
        arguments: [
            ("baton.json.encode({ a = { print } })", "value.a[1]: a function cannot be written as JSON"),
            ("baton.json.encode({ 1, 2, nil, 4 })", "value: a key must be a text"),
            (
                "baton.json.encode({ items = { {}, {}, { name = 0/0 } } })",
                "value.items[3].name: JSON has no form for NaN"
            ),
            (
                "baton.json.encode({ s = baton.sessions.current() })",
                "value.s: a Session cannot be written as JSON"
            ),
        ]
    )
    func refused(script: String, message: String) throws {
        try withBench { bench throws in
            try bench.addSession()
            let error = bench.failure(script)
            #expect(error?.kindName == "json.value")
            #expect(error?.message == "baton.json.encode: " + message)
        }
    }

    @Test("a table in itself and tables without end of depth are refused")
    func cycles() throws {
        try withBench { bench throws in
            #expect(bench.failure("local t = {} t.a = t baton.json.encode(t)")?.kindName == "conversion")
            let deep = "local t = {} for _ = 1, 100 do t = { t } end baton.json.encode(t)"
            #expect(bench.failure(deep)?.kindName == "limit.copy")
        }
    }
}
