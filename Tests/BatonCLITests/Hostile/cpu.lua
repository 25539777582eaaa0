--@ loop: time
while true do end
--@ loop with an empty pcall around: time
while true do pcall(function() while true do end end) end
--@ goto back and forth: time
::a:: goto b ::b:: goto a
--@ numeric loop over all integers: time
for i = math.mininteger, math.maxinteger do end
--@ numeric loop with a tiny float step: time
for x = 0, 1, 5e-324 do end
--@ loop that overflows is over at once: clean
local n = 0 for i = math.maxinteger - 2, math.maxinteger do n = n + 1 end assert(n == 3)
--@ loop downwards past the least integer: clean
local n = 0 for i = math.mininteger + 2, math.mininteger, -1 do n = n + 1 end assert(n == 3)
--@ loop with step zero: error 'for' step is zero
for i = 1, 10, 0 do end
--@ loop towards infinity: time
for i = 1, math.huge do end
--@ iterator that never ends: time
for _ in function() return 1 end do end
--@ next over a table that grows behind: time
local t = {} for i = 1, 100 do t[i] = i end
while true do for k in pairs(t) do t[k] = k end end
--@ mutual tail calls: time
local a, b function a() return b() end function b() return a() end a()
--@ tail calls through pcall: limit
local function f() return pcall(f) end while true do f() end
--@ xpcall whose handler calls xpcall: time
local function h() return xpcall(error, h) end while true do xpcall(error, h) end
--@ handler that loops for ever: time
xpcall(function() error('x') end, function() while true do end end)
--@ handler that loops after the limit: time
xpcall(function() while true do end end, function() while true do end end)
--@ chain of handlers after the limit: time
local function nest(n) if n == 0 then while true do end end xpcall(nest, function() nest(0) end, n - 1) end nest(20)
--@ close that loops after the limit: time
local m = {__close = function() while true do end end}
local function f(n) local a <close> = setmetatable({}, m) if n > 0 then f(n - 1) end while true do end end
f(50)
--@ close that raises in a loop: time
while true do pcall(function() local a <close> = setmetatable({}, {__close = function() error('c') end}) error('b') end) end
--@ close that opens another: time
local open
local m = {__close = function() open() end}
function open() local a <close> = setmetatable({}, m) while true do end end
pcall(open)
--@ coroutine in a coroutine in pcall: time
local function co(n) return coroutine.wrap(function() pcall(function() if n == 0 then while true do end end co(n - 1)() end) end) end
co(30)()
--@ coroutine that yields for ever: time
local f = coroutine.wrap(function() while true do coroutine.yield() end end) while true do f() end
--@ coroutine as an iterator inside pcall inside a handler: time
xpcall(error, function()
  pcall(function() for _ in coroutine.wrap(function() while true do coroutine.yield(1) end end) do end end)
end)
--@ coroutines made and dropped: time
while true do coroutine.wrap(function() coroutine.yield() end)() end
--@ resume of itself: time
local co co = coroutine.create(function() while true do coroutine.resume(co) end end) coroutine.resume(co)
--@ yields across pcall: time
local f = coroutine.wrap(function() while true do pcall(coroutine.yield) end end) while true do f() end
--@ index chain that never ends: error loop
local t = setmetatable({}, {}) getmetatable(t).__index = t return t.x
--@ newindex chain that never ends: error loop
local t = setmetatable({}, {}) getmetatable(t).__newindex = t t.x = 1
--@ long index chain again and again: limit
local t = {} for i = 1, 1e5 do t = setmetatable({}, {__index = t}) end while true do pcall(function() return t.x end) end
--@ call that is itself: limit
local t = setmetatable({}, {}) getmetatable(t).__call = t while true do pcall(t) end
--@ chain of calls: limit
local f = print for i = 1, 1e5 do f = setmetatable({}, {__call = f}) end while true do pcall(f) end
--@ equality that compares again: any
local m = {} m.__eq = function(a, b) return setmetatable({}, m) == setmetatable({}, m) end
while true do pcall(function() return setmetatable({}, m) == setmetatable({}, m) end) end
--@ less-than that loops: time
local m = {__lt = function() while true do end end} pcall(function() return setmetatable({}, m) < setmetatable({}, m) end)
--@ length that loops: time
pcall(function() return #setmetatable({}, {__len = function() while true do end end}) end)
--@ tostring that loops in error: error (error object is a table value)
error(setmetatable({}, {__tostring = function() while true do end end}))
--@ tostring that loops in print: time
print(setmetatable({}, {__tostring = function() while true do end end}))
--@ pairs that loops: time
for _ in pairs(setmetatable({}, {__pairs = function() while true do end end})) do end
--@ index that loops in ipairs: time
for _ in ipairs(setmetatable({}, {__index = function(_, i) return i end})) do end
--@ load in a loop: time
while true do load('return 1')() end
--@ load with a reader that never ends: any
load(function() return ' ' end)
--@ load with a reader that loops: time
load(function() while true do end end)
--@ load with a reader that is pcall: limit
load(function() pcall(function() while true do end end) return 'x' end)
--@ comparison that never settles: any
local t = {} for i = 1, 20000 do t[i] = i end while true do pcall(table.sort, t, function() return true end) end
--@ comparison by chance: time
local t = {} for i = 1, 5000 do t[i] = i end while true do pcall(table.sort, t, function() return math.random() < 0.5 end) end
--@ comparison that changes the table: limit
local t = {} for i = 1, 5000 do t[i] = i end
while true do pcall(table.sort, t, function(a, b) t[#t + 1] = 1 return a < b end) end
--@ comparison that yields: error attempt to yield
coroutine.wrap(function() table.sort({3, 2, 1}, function() coroutine.yield() end) end)()
--@ comparison that raises for ever: time
while true do pcall(table.sort, {2, 1}, error) end
