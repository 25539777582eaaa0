--@ collect everything: error only "count" is available
collectgarbage('collect')
--@ stop the collector: error only "count" is available
collectgarbage('stop')
--@ other collector: error only "count" is available
collectgarbage('generational')
--@ collector without an option: error only "count" is available
collectgarbage()
--@ collector by an unknown option: error only "count" is available
collectgarbage('step', 1e9)
--@ count: clean
assert(collectgarbage('count') > 0)
--@ finalizer: error __gc
setmetatable({}, {__gc = function() while true do end end})
--@ finalizer added later: clean
local m = {} local t = setmetatable({}, m) m.__gc = function() while true do end end t = nil
for i = 1, 1e5 do local x = {} end
--@ finalizer by rawset: clean
local m = {} rawset(m, '__gc', nil) setmetatable({}, m) rawset(m, '__gc', print) for i = 1, 1e5 do local x = {} end
--@ garbage for ever: time
while true do local t = {} for i = 1, 1000 do t[i] = {i} end end
--@ strings as garbage for ever: time
local i = 0 while true do i = i + 1 local s = ('x'):rep(1000) .. i end
--@ weak values: time
local t = setmetatable({}, {__mode = 'v'}) while true do for i = 1, 1000 do t[i] = {} end end
--@ weak keys are refused: error weak keys
setmetatable({}, {__mode = 'k'})
--@ weak keys added later: any
local m = {} local t = setmetatable({}, m) m.__mode = 'k'
local key = {} for i = 1, 30000 do local n = {} t[key] = n key = n end
for i = 1, 1e6 do local x = {} end
--@ both weak: time
local t = setmetatable({}, {__mode = 'kv'}) while true do for i = 1, 1000 do t[{}] = {} end end
--@ many tables with weak values: limit
local all = {} while true do all[#all + 1] = setmetatable({{}}, {__mode = 'v'}) end
--@ closures as garbage: time
while true do local a = 1 local f f = function() a = a + 1 return f end f() end
--@ coroutines as garbage: time
while true do local co = coroutine.create(function() coroutine.yield({}) end) coroutine.resume(co) end
--@ one big table again and again: time
while true do local t = {} for i = 1, 100000 do t[i] = i end end
--@ deep list as garbage: time
while true do local t for i = 1, 10000 do t = {t} end end
