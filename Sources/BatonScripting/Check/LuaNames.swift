/// The names that scripts find besides `baton`, and what to use instead of those they do not.
enum LuaNames {
    /// Libraries by their names.
    static let libraries: [String: Set<String>] = [
        "coroutine": ["create", "isyieldable", "resume", "running", "status", "wrap", "yield"],
        "math": [
            "abs", "acos", "asin", "atan", "ceil", "cos", "deg", "exp", "floor", "fmod", "huge", "log", "max",
            "maxinteger", "min", "mininteger", "modf", "pi", "rad", "random", "randomseed", "sin", "sqrt",
            "tan",
            "tointeger", "type", "ult",
        ],
        "os": ["clock", "date", "difftime", "time"],
        "string": [
            "byte", "char", "find", "format", "gmatch", "gsub", "len", "lower", "match", "pack", "packsize",
            "rep",
            "reverse", "sub", "unpack", "upper",
        ],
        "table": ["concat", "insert", "move", "pack", "remove", "sort", "unpack"],
        "utf8": ["char", "charpattern", "codepoint", "codes", "len", "offset"],
    ]

    /// Functions and values outside of libraries.
    static let base: Set<String> = [
        "_G", "_VERSION", "assert", "collectgarbage", "error", "getmetatable", "ipairs", "load", "next",
        "pairs",
        "pcall", "print", "rawequal", "rawget", "rawlen", "rawset", "require", "select", "setmetatable",
        "tonumber",
        "tostring", "type", "warn", "xpcall",
    ]

    /// Names that a chunk can read without making them: all globals.
    static let globals = base.union(libraries.keys).union(["baton"])

    /// What to use instead of a global that is not there.
    static let instead: [String: String] = [
        "io": "files are read and written with baton.fs",
        "dofile": "use require \"name\" for a file beside this one",
        "loadfile": "use require \"name\" for a file beside this one",
        "debug": "a traceback is baton.debug.traceback()",
        "package": "require finds files beside this one, and nothing else",
        "module": "return a table from the file and require it",
        "setfenv": "give load an environment as its fourth argument",
        "getfenv": "_ENV is the environment",
        "unpack": "use table.unpack",
        "loadstring": "use load",
        "bit32": "use the operators & | ~ << >>",
        "bit": "use the operators & | ~ << >>",
        "jit": "this is Lua 5.4",
        "null": "use nil, or baton.null in JSON",
        "None": "use nil",
        "undefined": "use nil",
        "this": "use self",
        "arg": "a recipe gets what it is told as inputs",
        "True": "use true",
        "False": "use false",
    ]

    /// What to use instead of a field of a library that is not there.
    static let insteadOfField: [String: String] = [
        "os.execute": "programs are run with baton.proc.run",
        "os.getenv": "use baton.env.get",
        "os.exit": "use baton.exit",
        "os.remove": "use baton.fs.remove",
        "os.rename": "files are written with baton.fs",
        "os.tmpname": "use baton.fs.temp",
        "os.setlocale": "the locale is always C",
        "string.dump": "functions cannot be dumped",
        "string.gfind": "use string.gmatch",
        "string.split": "use baton.text.split",
        "string.trim": "use baton.text.trim",
        "coroutine.close": "let the coroutine run to its end",
        "table.getn": "use #",
        "table.setn": "a table has no set length",
        "table.maxn": "use #",
        "table.foreach": "use pairs",
        "table.foreachi": "use ipairs",
        "table.length": "use #",
        "table.size": "use #",
        "table.push": "use table.insert",
        "table.join": "use table.concat",
        "math.pow": "use ^",
        "math.mod": "use % or math.fmod",
        "math.log10": "use math.log(x, 10)",
        "math.cosh": "use math.exp",
        "math.sinh": "use math.exp",
        "math.tanh": "use math.exp",
        "math.ldexp": "multiply with 2.0 ^ n",
        "math.frexp": "use math.log(x, 2)",
        "math.atan2": "use math.atan(y, x)",
        "math.round": "use math.floor(x + 0.5)",
    ]

    /// Functions of older releases that some builds of the interpreter still have.
    static let compatible: Set<String> = [
        "math.cosh", "math.sinh", "math.tanh", "math.pow", "math.frexp", "math.ldexp", "math.log10",
        "math.atan2",
    ]

    /// Functions that give a string whenever they return.
    static let textual: Set<String> = [
        "string.char", "string.format", "string.gsub", "string.lower", "string.rep", "string.reverse",
        "string.sub",
        "string.upper", "table.concat", "tostring", "utf8.char",
    ]
}
