--@ concatenation by a metamethod: error __concat
setmetatable({}, {__concat = function() return 'x' end})
--@ pattern too complex in gmatch: any
local f = ('x'):rep(300000):gmatch(('x?'):rep(300000)) pcall(f) pcall(f) pcall(f)
--@ stale handler of a closed coroutine: error coroutine has no field 'close'
local co = coroutine.create(function() local a <close> = setmetatable({}, {__close = function() error('x') end}) xpcall(coroutine.yield, print) end)
coroutine.resume(co) coroutine.close(co)
--@ wrap that dies with many closes: any
local f = coroutine.wrap(function()
  local function g(n) local a <close> = setmetatable({}, {__close = function(_, e) error(n) end}) if n > 0 then g(n - 1) else error('x') end end
  xpcall(g, function(e) return e end, 100)
  g(100)
end) pcall(f) pcall(f)
--@ break out of a generic for: any
for i = 1, 1000 do for _ in next, {1} do local x <close> = nil break end end
--@ break out of a for that closes: any
local n = 0
local closing = setmetatable({}, {__close = function() n = n + 1 end})
for i = 1, 100 do for _ in function() return 1 end, nil, nil, closing do break end end
--@ goto out of a close: clean
for i = 1, 100 do do local x <close> = setmetatable({}, {__close = function() end}) goto out end ::out:: end
--@ varargs at the end of the stack: any
local function f(n, ...) if n == 0 then return ... end return f(n - 1, n, ...) end
local t = {f(200)} coroutine.wrap(function() return f(200) end)()
--@ stack that grows in a metamethod: any
local m m = {__index = function(t, k) if k > 0 then return setmetatable({}, m)[k - 1] end return table.unpack({}, 1, 10000) end}
return setmetatable({}, m)[150]
--@ stack that grows in a comparison: any
local m = {__lt = function() return select('#', table.unpack({}, 1, 50000)) > 0 end}
local t = {} for i = 1, 100 do t[i] = setmetatable({}, m) end pcall(table.sort, t)
--@ collection in a table constructor: time
while true do local t = {('x'):rep(1000), {}, {{}, {}}, function() end, ('y'):rep(1000)} end
--@ collection in a set with a weak metatable: any
local t = setmetatable({}, {__mode = 'v'}) for i = 1, 1e5 do t[i] = setmetatable({}, setmetatable({}, {__mode = 'v'})) t[i % 100] = nil end
--@ upvalues of a dead coroutine: any
local f coroutine.wrap(function() local a = {} f = function() a[#a + 1] = {} return #a end coroutine.yield() end)()
for i = 1, 1e5 do f() end
--@ bitwise operators with constants: any
local x = 3 assert(x & 0x7fffffffffffffff == 3 and x | 0 == 3)
--@ integer keys that are floats: clean
local t = {} t[1.0] = 'a' t[2^53] = 'b' assert(t[1] == 'a' and t[2^53 | 0] == 'b' and next(t) ~= nil)
--@ not a number as a value: clean
local t = {} t[1] = 0 / 0 assert(t[1] ~= t[1])
--@ length of a table with holes: any
local t = {1, 2, nil, 4, nil, nil, 7} for i = 1, 100 do t[#t + 1] = i t[#t // 2] = nil end
--@ table changed while it is gone through: any
local t = {} for i = 1, 1000 do t[i] = i end for k in pairs(t) do t[k] = nil t[k + 1000] = k end
--@ table cleared while it is gone through: clean
local t = {} for i = 1, 1000 do t['k' .. i] = i end for k in pairs(t) do t[k] = nil end assert(next(t) == nil)
--@ constant that is assigned: error attempt to assign to const
local x <const> = 1 x = 2
--@ close of what cannot be closed: error non-closable value
local x <close> = {}
--@ close whose metatable goes away: any
local m = {__close = function() end} local x <close> = setmetatable({}, m) m.__close = nil
--@ emergency collection in an error: limit
local t = {} for i = 1, math.huge do t[i] = {} pcall(error, {i, t}) end
