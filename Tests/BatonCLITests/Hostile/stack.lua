--@ recursion: any
local function f() return 1 + f() end f()
--@ recursion under pcall: any
local function f() return 1 + f() end while true do pcall(f) end
--@ recursion through pcall: any
local function f() pcall(f) end f()
--@ recursion through xpcall: any
local function f() xpcall(f, f) end f()
--@ recursion in a handler: any
local function h() return h() + 1 end xpcall(error, h)
--@ error in the handler of an error in a handler: any
xpcall(function() error('a') end, function() error('b') end) local function h() error('x') end xpcall(h, h)
--@ recursion through tostring: any
local m = {} m.__tostring = function(t) return tostring(t) end tostring(setmetatable({}, m))
--@ recursion through index: any
local m = {} m.__index = function(t, k) return t[k] end return setmetatable({}, m).x
--@ recursion through newindex: any
local m = {} m.__newindex = function(t, k, v) t[k] = v end setmetatable({}, m).x = 1
--@ recursion through call: any
local m = {} m.__call = function(t) return t() + 1 end setmetatable({}, m)()
--@ recursion through comparison: any
local m = {} m.__lt = function(a, b) return a < b end return setmetatable({}, m) < setmetatable({}, m)
--@ recursion through length: any
local m = {} m.__len = function(t) return #t end return #setmetatable({}, m)
--@ recursion through pairs: any
local m = {} m.__pairs = function(t) return pairs(t) end pairs(setmetatable({}, m))
--@ recursion through close: any
local function f() local a <close> = setmetatable({}, {__close = f}) end f()
--@ recursion through sort: any
local function f() table.sort({2, 1}, function() f() return true end) end f()
--@ recursion through gsub: any
local function f() return (('x'):gsub('x', f)) end f()
--@ recursion through gsub with a table: any
local m = {} m.__index = function(t, k) return (k:gsub('.', t)) end ('x'):gsub('x', setmetatable({}, m))
--@ recursion through load: any
local function f() load(f) return ' ' end f()
--@ recursion through coroutines: any
local function f() coroutine.wrap(f)() end f()
--@ recursion through coroutines and pcall: any
local function f() pcall(coroutine.wrap(f)) end f()
--@ recursion through resume: any
local function f() coroutine.resume(coroutine.create(f)) end f()
--@ recursion through require: error
require('nothing.here')
--@ recursion through iterators: any
local function f() for _ in f do end return 1 end f()
--@ a hundred thousand arguments: any
local function f(...) return select('#', ...) end f(table.unpack({}, 1, 100000))
--@ a million arguments: any
(function(...) end)(table.unpack({}, 1, 999990))
--@ many results: any
local function f() return table.unpack({}, 1, 250000) end local t = {f(), f()} return #t
--@ deep nest of pcalls: clean
local f = function() end for i = 1, 150 do local g = f f = function() pcall(g) end end f()
--@ deeper nest of pcalls: any
local f = function() end for i = 1, 50000 do local g = f f = function() pcall(g) end end f()
--@ chain of closes: any
local m = {__close = function() end}
local function f(n) local a <close> = setmetatable({}, m) if n > 0 then return f(n - 1) end end f(100000)
--@ chain of closes that raise: any
local m = {__close = function(_, e) error(e) end}
local function f(n) local a <close> = setmetatable({}, m) if n > 0 then f(n - 1) end error('x') end f(150)
--@ yield across a handler: any
coroutine.wrap(function() xpcall(error, function() coroutine.yield() end) end)()
--@ yield outside a coroutine: error outside a coroutine
coroutine.yield()
--@ yield in a close: clean
local co = coroutine.wrap(function() local a <close> = setmetatable({}, {__close = function() coroutine.yield(1) end}) end)
co() co()
--@ yield in an index: clean
local co = coroutine.wrap(function() return setmetatable({}, {__index = function() return coroutine.yield() end}).x end)
co() assert(co(5) == 5)
