--@ table without an end: limit
local t = {} for i = 1, math.huge do t[i] = i end
--@ string that doubles: limit
local s = 'x' while true do s = s .. s end
--@ string that doubles under pcall: limit
local s = 'x' while true do pcall(function() s = s .. s end) end
--@ list of tables: limit
local t while true do t = {t} end
--@ hash of strings: limit
local t = {} for i = 1, math.huge do t['key' .. i] = i end
--@ closures kept: limit
local t = {} for i = 1, math.huge do t[i] = function() return i end end
--@ coroutines kept: limit
local t = {} for i = 1, math.huge do t[i] = coroutine.create(function() end) end
--@ coroutines suspended and kept: limit
local t = {} for i = 1, math.huge do t[i] = coroutine.wrap(function() coroutine.yield() end) t[i]() end
--@ memory under pcall: limit
local t = {} while true do pcall(function() for i = 1, math.huge do t[#t + 1] = ('x'):rep(100) .. i end end) end
--@ memory under pcall and close: limit
pcall(function()
  local keep <close> = setmetatable({}, {__close = function() local t = {} while true do t[#t + 1] = {} end end})
  local t = {} while true do t[#t + 1] = {} end
end)
--@ memory in a handler: limit
xpcall(error, function() local t = {} while true do t[#t + 1] = {} end end)
--@ memory in a coroutine: limit
coroutine.resume(coroutine.create(function() local t = {} while true do t[#t + 1] = {} end end))
--@ memory in a comparison: limit
local keep = {} pcall(table.sort, {3, 2, 1}, function() while true do keep[#keep + 1] = {} end end)
--@ memory in a gsub callback: limit
local keep = {} pcall(string.gsub, 'x', 'x', function() while true do keep[#keep + 1] = {} end end)
--@ memory by varargs: limit
local function f(...) return f(1, ...) end f()
--@ memory by unpack: any
local t = {} for i = 1, 200000 do t[i] = i end local function f(n) return n, table.unpack(t) end while true do f(1) end
--@ memory by upvalues: limit
local f = function() end while true do local g = f f = function() return g end end
--@ memory by globals: limit
for i = 1, math.huge do _G['g' .. i] = {} end
--@ memory by load: limit
local t = {} while true do t[#t + 1] = load('local a = {1,2,3,4,5} return function() return a end')() end
--@ memory by one load: clean
load('return {' .. ('{},'):rep(80000) .. '}')()
--@ memory by gsub: limit
local s = ('x'):rep(5e6) s = s:gsub('x', 'yy') s = s:gsub('y', 'zz') return s .. s
--@ memory by format: limit
local s = ('x'):rep(4e6) return string.format(('%s'):rep(50), table.unpack(setmetatable({}, {__index = function() return s end}), 1, 50))
--@ memory by printing: any
print(('x'):rep(1e7))
--@ output without an end: limit
while true do print(('x'):rep(1000)) end
--@ output under pcall: limit
while true do pcall(print, ('x'):rep(1000)) end
--@ warnings without an end: limit
while true do warn(('x'):rep(1000)) end
--@ metatables kept: limit
local t = {} while true do t[#t + 1] = setmetatable({}, {}) end
--@ long strings kept: limit
local t = {} while true do t[#t + 1] = ('x'):rep(1000000) .. #t end
--@ ten thousand errors of memory: any
for i = 1, 100 do pcall(string.rep, 'x', 1 << 40) end
