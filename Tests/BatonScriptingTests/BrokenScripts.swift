/// Scripts with one mistake each, with what is said about it: place, length, message, hint.
enum BrokenScripts {
    static let all = syntax + globals + libraries + functions + arguments + values + recipes + permissions

    static let syntax: [BrokenScript] = [
        BrokenScript(
            "local function f()\n  return 1\n",
            "3:1+1 'end' expected (to close 'function' at line 1) near <eof>"
        ),
        BrokenScript(
            "function f()\n  if x then\n    g()\nend\n",
            "5:1+1 'end' expected (to close 'function' at line 1) near <eof> (is it the 'if' at line 2 that lacks its 'end'?)"
        ),
        BrokenScript(
            "if true then\n  print(1)\nelse if false then\nend\n",
            "5:1+1 'end' expected (to close 'if' at line 1) near <eof> (write 'elseif' in one word at line 3)"
        ),
        BrokenScript("print('a)\n", "1:7+3 unfinished string (close it with \"'\")"),
        BrokenScript("print(\"a\\qb\")", "1:9+2 invalid escape sequence '\\q'"),
        BrokenScript("print(\"\\300\")", "1:8+4 decimal escape too large near '\\300' (at most '\\255')"),
        BrokenScript("local x = [[abc", "1:11+2 unfinished long string (close it with ']]')"),
        BrokenScript("--[[ comment", "1:1+4 unfinished long comment (close it with ']]')"),
        BrokenScript("local x = 0x", "1:11+2 malformed number near '0x'"),
        BrokenScript("local x = 3abc", "1:11+4 malformed number near '3abc'"),
        BrokenScript(
            "local t = {\n  a = 1\n  b = 2,\n}\n",
            "3:3+1 '}' expected (to close '{' at line 1) near 'b'"
        ),
        BrokenScript("print(1, 2", "1:11+1 ')' expected near <eof>"),
        BrokenScript("print 1", "1:7+1 syntax error near '1' (a statement is a call or an assignment)"),
        BrokenScript(
            "local end = 1",
            "1:7+3 <name> expected near 'end' ('end' is a word of the language; take another name)"
        ),
        BrokenScript("if x = 1 then print(x) end", "1:6+1 'then' expected near '=' (compare with '==')"),
        BrokenScript("while true\n  print(1)\nend", "2:3+5 'do' expected near 'print'"),
        BrokenScript(
            "for i = 1 do end",
            "1:11+2 ',' expected near 'do' (a loop counts as in 'for i = 1, 10 do')"
        ),
        BrokenScript("for k, v pairs({}) do end", "1:10+5 'in' expected near 'pairs'"),
        BrokenScript(
            "local x = 1\nx += 1",
            "2:3+1 syntax error near '+=' (Lua has no '+='; write 'x = x + …')"
        ),
        BrokenScript("local x = 1\nx++", "2:2+1 syntax error near '++' (Lua has no '++'; write 'x = x + 1')"),
        BrokenScript("local a, b\nprint(a != b)", "2:9+2 unexpected symbol near '!=' (write '~=')"),
        BrokenScript("local a, b\nprint(a && b)", "2:10+1 unexpected symbol near '&' (write 'and')"),
        BrokenScript("local a, b\nprint(a || b)", "2:10+1 unexpected symbol near '|' (write 'or')"),
        BrokenScript("local a\nprint(!a)", "2:7+1 unexpected symbol near '!' (write 'not')"),
        BrokenScript("// comment", "1:1+2 unexpected symbol near '//' (a comment begins with '--')"),
        BrokenScript(
            "for i = 1, 2 do\n  continue\nend",
            "3:1+3 syntax error near 'end' (Lua has no 'continue'; use 'goto' with a label at the end of the loop)"
        ),
        BrokenScript(
            "return 1\nprint(2)",
            "2:1+5 '<eof>' expected near 'print' ('return' is the last statement of its block)"
        ),
        BrokenScript("break", "1:1+5 'break' outside of a loop"),
        BrokenScript("goto done", "1:6+4 no visible label 'done' for goto"),
        BrokenScript("local x <const> = 1\nx = 2", "2:1+1 attempt to assign to const variable 'x'"),
        BrokenScript(
            "local x <foo> = 1",
            "1:10+3 unknown attribute 'foo' (there are '<const>' and '<close>')"
        ),
        BrokenScript(
            "local function f() return ... end",
            "1:27+3 cannot use '...' outside a vararg function near '...' (let the function take it: 'function(...)')"
        ),
        BrokenScript(
            "print(1))",
            "1:9+1 unexpected symbol near ')' (there is nothing left that it could close)"
        ),
        BrokenScript(
            "end",
            "1:1+3 '<eof>' expected near 'end' (there is nothing left that this 'end' could close)"
        ),
        BrokenScript("local s = 'ä€'; local x = = 1", "1:27+1 unexpected symbol near '='"),
        BrokenScript("var x = 1", "1:5+1 syntax error near 'x' (write 'local')"),
        BrokenScript("f() = 1", "1:5+1 syntax error near '=' (nothing can be assigned to this)"),
    ]

    static let globals: [BrokenScript] = [
        BrokenScript("pritn(1)", "1:1+5 undefined global 'pritn' (did you mean 'print'?)"),
        BrokenScript("local x = 1\nprint(y + x)", "2:7+1 undefined global 'y'"),
        BrokenScript(
            "io.write('x')",
            "1:1+2 undefined global 'io' (files are read and written with baton.fs)"
        ),
        BrokenScript(
            "dofile('x.lua')",
            "1:1+6 undefined global 'dofile' (use require \"name\" for a file beside this one)"
        ),
        BrokenScript(
            "loadfile('x.lua')",
            "1:1+8 undefined global 'loadfile' (use require \"name\" for a file beside this one)"
        ),
        BrokenScript(
            "debug.traceback()",
            "1:1+5 undefined global 'debug' (a traceback is baton.debug.traceback())"
        ),
        BrokenScript(
            "package.path = 'x'",
            "1:1+7 undefined global 'package' (require finds files beside this one, and nothing else)"
        ),
        BrokenScript("print(unpack({}))", "1:7+6 undefined global 'unpack' (use table.unpack)"),
        BrokenScript("loadstring('x')", "1:1+10 undefined global 'loadstring' (use load)"),
        BrokenScript("sessions.list()", "1:1+8 undefined global 'sessions' (did you mean 'baton.sessions'?)"),
        BrokenScript("insert({}, 1)", "1:1+6 undefined global 'insert' (did you mean 'table.insert'?)"),
        BrokenScript("print(null)", "1:7+4 undefined global 'null' (use nil, or baton.null in JSON)"),
        BrokenScript(
            "local function f() return undefinedThing end\nreturn f",
            "1:27+14 undefined global 'undefinedThing'"
        ),
        BrokenScript("do local x = 1 end print(x)", "1:26+1 undefined global 'x'"),
    ]

    static let libraries: [BrokenScript] = [
        BrokenScript("string.foo('x')", "1:8+3 string has no field 'foo'"),
        BrokenScript("table.isnert({}, 1)", "1:7+6 table has no field 'isnert' (did you mean 'insert'?)"),
        BrokenScript("print(math.pow(1, 2))", "1:12+3 math.pow is not part of Lua 5.4 (use ^)"),
        BrokenScript("print(table.getn({}))", "1:13+4 table has no field 'getn' (use #)"),
        BrokenScript("string.gfind('x', 'y')", "1:8+5 string has no field 'gfind' (use string.gmatch)"),
        BrokenScript("string.dump(print)", "1:8+4 string has no field 'dump' (functions cannot be dumped)"),
        BrokenScript(
            "os.execute('ls')",
            "1:4+7 os has no field 'execute' (programs are run with baton.proc.run)"
        ),
        BrokenScript("print(os.getenv('HOME'))", "1:10+6 os has no field 'getenv' (use baton.env.get)"),
        BrokenScript("os.exit(1)", "1:4+4 os has no field 'exit' (use baton.exit)"),
        BrokenScript(
            "coroutine.close(x)\nx = 1",
            "1:11+5 coroutine has no field 'close' (let the coroutine run to its end)"
        ),
        BrokenScript(
            "local s = string\nprint(s.trim('x'))",
            "2:9+4 string has no field 'trim' (use baton.text.trim)"
        ),
        BrokenScript("print(('x'):trim())", "1:13+4 string has no field 'trim' (use baton.text.trim)"),
        BrokenScript(
            "local name = 'a' .. 'b'\nprint(name:uper())",
            "2:12+4 string has no field 'uper' (did you mean 'upper'?)"
        ),
        BrokenScript("print(('%d'):format(1):lenght())", "1:24+6 string has no field 'lenght'"),
        BrokenScript("string.trim = 1", "1:8+4 'string' cannot be changed (keep it in a local)"),
        BrokenScript("print(math['flor'](1))", "1:12+6 math has no field 'flor' (did you mean 'floor'?)"),
        BrokenScript(
            "local t = table\nt:insert(1)",
            "2:3+6 'table.insert' is no method (call it with '.' instead of ':')"
        ),
        BrokenScript("print(utf8.length('x'))", "1:12+6 utf8 has no field 'length'"),
    ]

    static let functions: [BrokenScript] = [
        BrokenScript("baton.sesions.list()", "1:7+7 baton has no field 'sesions' (did you mean 'sessions'?)"),
        BrokenScript(
            "baton.export.markdwn()",
            "1:14+7 baton.export has no field 'markdwn' (did you mean 'markdown'?)"
        ),
        BrokenScript(
            "local b = require 'baton'\nb.export.markdwn()",
            "2:10+7 baton.export has no field 'markdwn' (did you mean 'markdown'?)"
        ),
        BrokenScript(
            "local export = baton.export\nexport.jsn()",
            "2:8+3 baton.export has no field 'jsn' (did you mean 'json'?)"
        ),
        BrokenScript(
            "local markdown = require('baton.export').markdwn",
            "1:42+7 baton.export has no field 'markdwn' (did you mean 'markdown'?)"
        ),
        BrokenScript(
            "require 'baton.exprt'",
            "1:9+13 there is no module 'baton.exprt' (did you mean 'export'?)"
        ),
        BrokenScript("baton.read('x')", "1:7+4 baton has no field 'read' (did you mean 'baton.fs.read'?)"),
        BrokenScript("baton.sessions()", "1:1+14 baton.sessions is a table, not a function"),
        BrokenScript(
            "baton.sessions:list()",
            "1:16+4 'baton.sessions.list' is no method (call it with '.' instead of ':')"
        ),
        BrokenScript("baton.x = 1", "1:7+1 'baton' cannot be changed (keep it in a local)"),
        BrokenScript("baton.fs.read = print", "1:10+4 'baton.fs' cannot be changed (keep it in a local)"),
        BrokenScript(
            "baton['sesions'].list()",
            "1:7+9 baton has no field 'sesions' (did you mean 'sessions'?)"
        ),
        BrokenScript(
            "local s = baton.sessions.current()\nprint(s.titel)",
            "2:9+5 Session has no field 'titel' (did you mean 'title'?)"
        ),
        BrokenScript(
            "for _, s in ipairs(baton.sessions.list()) do print(s.titel) end",
            "1:54+5 Session has no field 'titel' (did you mean 'title'?)"
        ),
        BrokenScript(
            "local share = baton.upload.put('x')\nprint(share.lnk)",
            "2:13+3 Share has no field 'lnk' (did you mean 'link'?)"
        ),
        BrokenScript(
            "print(baton.export.json().filenam)",
            "1:27+7 Document has no field 'filenam' (did you mean 'filename'?)"
        ),
        BrokenScript(
            "print(baton.sessions.current().title:uper())",
            "1:38+4 string has no field 'uper' (did you mean 'upper'?)"
        ),
        BrokenScript(
            "print(baton.sessions.current():title())",
            "1:32+5 'title' is a field (read it with '.' and without '()')"
        ),
        BrokenScript(
            "local result, err = baton.try(print)\nprint(err.mesage)",
            "2:11+6 Error has no field 'mesage' (did you mean 'message'?)"
        ),
        BrokenScript(
            "local list = baton.sessions.list()\nprint(list[1].brnch)",
            "2:15+5 Session has no field 'brnch' (did you mean 'branch'?)"
        ),
    ]

    static let arguments: [BrokenScript] = [
        BrokenScript(
            "baton.fs.read()",
            "1:1+13 baton.fs.read: argument 'path': string expected, got nil (the file; `~/` is the home directory)"
        ),
        BrokenScript("baton.fs.read('a', 'b', 'c')", "1:20+3 baton.fs.read: takes 1 argument, got 3"),
        BrokenScript(
            "baton.fs.read(1)",
            "1:15+1 baton.fs.read: argument 'path': string expected, got integer"
        ),
        BrokenScript("baton.fs.read(nil)", "1:15+3 baton.fs.read: argument 'path': string expected, got nil"),
        BrokenScript(
            "baton.fs.read('a', {max_byts = 1})",
            "1:21+8 baton.fs.read: unknown option 'max_byts' (did you mean 'max_bytes'?)"
        ),
        BrokenScript(
            "baton.fs.read('a', {max_bytes = '1'})",
            "1:33+3 baton.fs.read: argument 'max_bytes': integer expected, got string"
        ),
        BrokenScript("baton.fs.read('a', 'b')", "1:20+3 baton.fs.read: options: table expected, got string"),
        BrokenScript("baton.fs.read('a', {1})", "1:21+1 baton.fs.read: options: names expected as keys"),
        BrokenScript(
            "baton.fs.write('a', 'b', {if_exists = 'replce'})",
            "1:39+8 baton.fs.write: argument 'if_exists': one of 'error', 'replace', 'ask' expected, got 'replce' (did you mean 'replace'?)"
        ),
        BrokenScript(
            "baton.sessions.list {limit = 'none'}",
            "1:30+6 baton.sessions.list: argument 'limit': integer or 'all' expected, got string"
        ),
        BrokenScript(
            "baton.sessions.list {lmit = 1}",
            "1:22+4 baton.sessions.list: unknown option 'lmit' (did you mean 'limit'?)"
        ),
        BrokenScript(
            "baton.sessions.list {limit = 0}",
            "1:30+1 baton.sessions.list: argument 'limit': 1 or more, or 'all', expected, got 0"
        ),
        BrokenScript("baton.sessions.current(1)", "1:24+1 baton.sessions.current: takes 0 arguments, got 1"),
        BrokenScript(
            "baton.git.note {append = true}",
            "1:16+15 baton.git.note: argument 'content': string or document expected, got nil (what the note says)"
        ),
        BrokenScript(
            "baton.git.diff {paths = 'x'}",
            "1:25+3 baton.git.diff: argument 'paths': list of string expected, got string"
        ),
        BrokenScript("baton.try('x')", "1:11+3 baton.try: argument 'fn': function expected, got string"),
        BrokenScript(
            "baton.require_api('1')",
            "1:19+3 baton.require_api: argument 'level': integer expected, got string"
        ),
        BrokenScript(
            "local b = baton\nb.fs.exists(true)",
            "2:13+4 baton.fs.exists: argument 'path': string expected, got boolean"
        ),
    ]

    static let values: [BrokenScript] = [
        BrokenScript(
            "baton.export.markdown('current', {tools = 'ful'})",
            "1:43+5 baton.export.markdown: argument 'tools': one of 'full', 'brief', 'none' expected, got 'ful' (did you mean 'full'?)"
        ),
        BrokenScript(
            "baton.export.markdown('current', {messages = -1})",
            "1:46+2 baton.export.markdown: argument 'messages': 1 or more, or 'all', expected, got -1"
        ),
        BrokenScript(
            "baton.fs.read(baton.sessions.current())",
            "1:15+24 baton.fs.read: argument 'path': string expected, got Session"
        ),
        BrokenScript(
            "baton.log.say()",
            "1:1+13 baton.log.say: argument 'text': any value expected, got nil (what to say)"
        ),
    ]

    private static func recipe(_ body: String) -> String {
        "return baton.recipe {\n  about = 'A',\n  \(body),\n  run = function(inputs) end,\n}"
    }

    static let recipes: [BrokenScript] = [
        BrokenScript(
            recipe("abuot = 'B'"),
            "3:3+5 baton.recipe: unknown field 'abuot' (did you mean 'about'?)"
        ),
        BrokenScript(
            recipe("input = {}"),
            "3:3+5 baton.recipe: unknown field 'input' (did you mean 'inputs'?)"
        ),
        BrokenScript(
            "return baton.recipe { run = function() end }",
            "1:21+24 baton.recipe: 'about' is missing (one sentence that a list shows)"
        ),
        BrokenScript(
            "return baton.recipe { about = 'A' }",
            "1:21+15 baton.recipe: 'run' is missing (gets the inputs; what it returns are the outputs)"
        ),
        BrokenScript(
            "return baton.recipe { about = 1, run = function() end }",
            "1:31+1 baton.recipe: 'about': string expected, got integer"
        ),
        BrokenScript(
            "return baton.recipe { about = 'A', run = 'x' }",
            "1:42+3 baton.recipe: 'run': function expected, got string"
        ),
        BrokenScript(
            recipe("inputs = { a = { type = 'strng' } }"),
            "3:27+7 unknown type 'strng' of input 'a' (did you mean 'string'?)"
        ),
        BrokenScript(
            recipe("inputs = { a = { typ = 'string' } }"),
            "3:20+3 baton.recipe: unknown field 'typ' in 'inputs.a' (did you mean 'type'?)"
        ),
        BrokenScript(
            recipe("inputs = { a = 'string' }"),
            "3:18+8 baton.recipe: 'inputs.a': Input expected, got string"
        ),
        BrokenScript(
            recipe("inputs = { a = { type = 'integer', default = 'x' } }"),
            "3:48+3 default of 'a': integer expected, got 'x'"
        ),
        BrokenScript(
            recipe("inputs = { a = { type = 'choice', choices = { 'b' }, default = 'c' } }"),
            "3:66+3 default of 'a': one of 'b' expected, got 'c'"
        ),
        BrokenScript(
            recipe("inputs = { a = { type = 'choice' } }"),
            "3:14+1 input 'a' is a choice and needs 'choices' (a list of words)"
        ),
        BrokenScript(
            recipe("inputs = { a = { choices = 'b' } }"),
            "3:30+3 baton.recipe: 'inputs.a.choices': list of string expected, got string"
        ),
        BrokenScript(
            recipe("permissions = { sesions = 'read' }"),
            "3:19+7 unknown permission 'sesions' (did you mean 'sessions'?)"
        ),
        BrokenScript(
            recipe("permissions = { sessions = 'write' }"),
            "3:30+7 permission 'sessions' cannot be this (write 'sessions = \"read\"')"
        ),
        BrokenScript(
            recipe("permissions = { upload = 'default' }"),
            "3:28+9 permission 'upload' cannot be this (write 'upload = { \"default\" }')"
        ),
        BrokenScript(
            recipe("permissions = { upload = {} }"),
            "3:28+2 permission 'upload' cannot be this (write 'upload = { \"default\" }')"
        ),
        BrokenScript(
            recipe("permissions = 'all'"),
            "3:17+5 baton.recipe: 'permissions': table of any value expected, got string"
        ),
        BrokenScript(
            recipe("hooks = { 'post-comit' }"),
            "3:13+12 unknown git hook 'post-comit' (did you mean 'post-commit'?)"
        ),
        BrokenScript(
            recipe("hooks = 'post-commit'"),
            "3:11+13 baton.recipe: 'hooks': list of string expected, got string"
        ),
        BrokenScript(recipe("limits = { tme = '1s' }"), "3:14+3 unknown limit 'tme' (did you mean 'time'?)"),
        BrokenScript(
            "return baton.recipe { about = 'A', inputs = { messages = {} },\n  run = function(i) return i.mesages end }",
            "2:30+7 input 'mesages' is not declared (did you mean 'messages'?)"
        ),
        BrokenScript(
            "local function run(inputs)\n  return inputs.x\nend\nreturn baton.recipe { about = 'A', run = run }",
            "2:17+1 input 'x' is not declared (declare it under 'inputs')"
        ),
    ]

    private static func script(_ permissions: String, _ body: String) -> String {
        "return baton.recipe {\n  about = 'A', permissions = { \(permissions) },\n  run = function() \(body) end,\n}"
    }

    static let permissions: [BrokenScript] = [
        BrokenScript(
            script("", "baton.sessions.list()"),
            "3:20+19 baton.sessions.list needs the permission 'sessions' (add 'sessions = \"read\"' to 'permissions')"
        ),
        BrokenScript(
            script("", "baton.fs.write('a', 'b')"),
            "3:20+14 baton.fs.write needs the permission 'write' (add 'write = { \"docs\" }' to 'permissions')"
        ),
        BrokenScript(
            script("sessions = 'none'", "baton.sessions.list()"),
            "3:20+19 baton.sessions.list needs the permission 'sessions' (add 'sessions = \"read\"' to 'permissions')"
        ),
        BrokenScript(
            script("git = 'read'", "baton.git.note { content = 'x' }"),
            "3:20+14 baton.git.note needs the permission to write notes (declare 'git = \"notes\"')"
        ),
        BrokenScript(
            script("write = { 'docs' }", "baton.fs.write('src/a', 'b')"),
            "3:35+7 baton.fs.write: 'src/a' is not among the declared names of 'write' (add it to 'write' under 'permissions')"
        ),
        BrokenScript(
            script("write = { 'docs' }", "baton.fs.write('docs/../src/a', 'b')"),
            "3:35+15 baton.fs.write: 'docs/../src/a' is not among the declared names of 'write' (add it to 'write' under 'permissions')"
        ),
        BrokenScript(
            script("upload = { 'team' }", "baton.upload.put('a', { store = 'taem' })"),
            "3:52+6 baton.upload.put: 'taem' is not among the declared names of 'upload' (did you mean 'team'?)"
        ),
        BrokenScript(
            script("", "local put = baton.upload.put; put('x')"),
            "3:32+16 baton.upload.put needs the permission 'upload' (add 'upload = { \"default\" }' to 'permissions')"
        ),
        BrokenScript(
            script("", "return baton.try(baton.upload.put, 'x')"),
            "3:37+16 baton.upload.put needs the permission 'upload' (add 'upload = { \"default\" }' to 'permissions')"
        ),
        BrokenScript(
            script("git = 'read', sessions = 'read'", "return baton.git.head()"),
            "2:46+8 the permission 'sessions' is declared and not used (leave it out)"
        ),
        BrokenScript(
            "local l = baton.sessions.list\nreturn baton.recipe { about = 'A', run = function() return l() end }",
            "1:11+19 baton.sessions.list needs the permission 'sessions' (add 'sessions = \"read\"' to 'permissions')"
        ),
    ]
}
