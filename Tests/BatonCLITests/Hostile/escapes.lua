--@ io: error undefined global 'io'
return io.open
--@ os.execute: error os has no field 'execute'
os.execute('true')
--@ os.exit: error os has no field 'exit'
os.exit(7)
--@ os.getenv: error os has no field 'getenv'
return os.getenv('HOME')
--@ os.remove: error os has no field
os.remove('x')
--@ os.setlocale: error os has no field
os.setlocale('C')
--@ os.tmpname: error os has no field
os.tmpname()
--@ package: error undefined global 'package'
return package.loadlib
--@ debug: error undefined global 'debug'
return debug.getregistry
--@ dofile: error undefined global 'dofile'
dofile('/etc/passwd')
--@ loadfile: error undefined global 'loadfile'
loadfile('/etc/passwd')
--@ loadstring: error undefined global 'loadstring'
loadstring('x')
--@ string.dump: error string has no field 'dump'
string.dump(print)
--@ coroutine.close: error coroutine has no field 'close'
coroutine.close(coroutine.create(print))
--@ binary chunk by load: clean
local f, e = load('\27Lua' .. ('x'):rep(100), 'x', 'b') assert(f == nil)
--@ binary chunk by load in any mode: clean
local f, e = load('\27LuaT\0\x19\x93\r\n\x1a\n', 'x', 'bt') assert(f == nil)
--@ binary chunk by a reader: clean
local done local f, e = load(function() if not done then done = true return '\27Lua' end end) assert(f == nil)
--@ require of a path: error is not a module name
require('../../etc/passwd')
--@ require of an absolute path: error is not a module name
require('/etc/passwd')
--@ require with a zero: error is not a module name
require('a\0b')
--@ require of capitals: error is not a module name
require('Module')
--@ require of nothing: error is not a module name
require('')
--@ require of dots: error is not a module name
require('a..b')
--@ require of a table: error string expected
require({})
--@ require of what is not there: error module 'nothing' not found
require('nothing')
--@ require of package: error not found
require('package')
--@ require of io: error not found
require('io')
--@ require of what is there: clean
assert(require('string') == string)
--@ strings have a hidden metatable: clean
assert(getmetatable('') == false)
--@ strings' methods cannot be replaced: error read-only
string.rep = print
--@ strings' methods by rawset: error read-only
rawset(string, 'rep', print)
--@ string methods through their own table: clean
string = nil assert(('x'):rep(2) == 'xx')
--@ frozen by setmetatable: error protected
setmetatable(string, {})
--@ frozen by insert: error read-only
table.insert(string, 1)
--@ frozen by move: error read-only
table.move({1}, 1, 1, 1, table)
--@ frozen by sort: any
table.sort(math)
--@ frozen by a reference of pairs: clean
for k, v in pairs(string) do assert(type(k) == 'string') end assert(pcall(next, string) == true)
--@ frozen by rawget: clean
assert(rawget(string, 'rep') == nil and next(string) == nil)
--@ the program's tables: error read-only
baton.export = nil
--@ the program's tables, one deeper: error read-only
baton.export.markdown = print
--@ the program's tables by rawset: error read-only
rawset(baton, 'export', 1)
--@ unknown name of the program: error
return baton.exprot
--@ environment changed: clean
local print = print do local _ENV = {} x = 1 end assert(_G ~= nil)
--@ environment without anything: any
local _ENV = nil return x
--@ environment that loops: error
local _ENV = setmetatable({}, {__index = function(t, k) return t[k] end}) return x
--@ load with another environment: clean
local env = {} load('x = 1', 'x', 't', env)() assert(env.x == 1 and rawget(_G, 'x') == nil)
--@ load with nothing as its environment: any
load('return x', 'x', 't', nil)()
--@ globals through _G: clean
_G.mine = 1 assert(mine == 1) _G._G = nil assert(mine == 1)
--@ globals' metatable: clean
assert(getmetatable(_G) == false and not pcall(setmetatable, _G, {}))
--@ globals by rawset: clean
rawset(_G, 'mine', 2) assert(mine == 2)
--@ pcall replaced: time
pcall = function() end xpcall = pcall error = pcall while true do end
--@ everything removed: clean
local g = _G for k in pairs(g) do g[k] = nil end
--@ null's metatable: clean
assert(getmetatable(baton.null) == false and not pcall(function() baton.null.x = 1 end))
--@ files: status 3
baton.fs.read('/etc/passwd')
--@ files upwards: status 3
baton.fs.read('../../../../etc/passwd')
--@ programs: status 3
baton.git.note({content = 'x'})
--@ addresses are hidden: clean
assert(tostring({}) == 'table' and tostring(print) == 'function' and not ('%p'):format({}):find('0x'))
--@ a seed tells nothing: clean
assert(select('#', math.randomseed(1)) == 0)
