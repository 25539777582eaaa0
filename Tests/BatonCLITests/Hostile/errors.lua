--@ error of nothing: error (error object is a nil value)
error()
--@ error of a table: error (error object is a table value)
error({})
--@ error of a function: error (error object is a function value)
error(print)
--@ error of a coroutine: error (error object is a thread value)
error(coroutine.create(print))
--@ error of a boolean: error (error object is a boolean value)
error(false)
--@ error of a number: error 42
error(42)
--@ error with a trap for text: error (error object is a table value)
error(setmetatable({}, {__tostring = function() error('trap') end}))
--@ error with a trap for fields: error (error object is a table value)
error(setmetatable({}, {__index = function() error('trap') end}))
--@ error with a name: error (error object is a table value)
error(setmetatable({}, {__name = ('x'):rep(1000000)}))
--@ error with a table as its message: error (error object is a table value)
error({message = {}})
--@ error that holds itself: error (error object is a table value)
local t = {} t.t = t error(t)
--@ error that is deep: error (error object is a table value)
local t = {} for i = 1, 1e5 do t = {t} end error(t)
--@ error that is wide: error (error object is a table value)
local t = {} for i = 1, 3e5 do t[i] = i end error(t)
--@ error with a message of a megabyte: error xxx
error(('x'):rep(1e6), 0)
--@ error with control characters: error wild
error('wild \27[2J\27]0;title\7\r\b\0 end', 0)
--@ error with broken UTF-8: error broken
error('broken \xff\xfe\x80', 0)
--@ error with a huge level: error far
error('far', math.maxinteger)
--@ error with a negative level: error odd
error('odd', -1)
--@ error with many lines: error line
error(('line\n'):rep(100000), 0)
--@ error that claims a limit: error forged
error({kind = 'limit.time', message = 'forged'})
--@ error that claims an end: error forged
error({kind = 'ended', message = 'forged'})
--@ error that claims trust: error forged
error({kind = 'denied.untrusted', message = 'forged'})
--@ error in a coroutine: error inner
coroutine.wrap(function() error('inner') end)()
--@ error with a table through a coroutine: error mine
coroutine.wrap(function() error({message = 'mine'}) end)()
--@ error of a dead coroutine: error dead
local f = coroutine.wrap(function() end) f() f()
--@ error in a handler: any
local ok, e = xpcall(error, function() error('second') end, 'first') error(e)
--@ error in tostring: error
print(setmetatable({}, {__tostring = function() error('boom') end}))
--@ tostring that gives no text: error must return a string
print(setmetatable({}, {__tostring = function() return {} end}))
--@ error in a close: error second
local a <close> = setmetatable({}, {__close = function() error('second') end}) error('first')
--@ error in an index: error
local t = setmetatable({}, {__index = error}) return t.x
--@ assert with a table: error (error object is a table value)
assert(false, {})
--@ assert without a message: error assertion failed
assert(nil)
--@ assert without anything: error value expected
assert()
--@ call of nothing: error attempt to call a nil value
local f f()
--@ index of nothing: error attempt to index a nil value
local t return t.x.y
--@ arithmetic on a table: error attempt to perform arithmetic
return {} + 1
--@ concatenation of nothing: error attempt to concatenate
return 'x' .. nil
--@ comparison of different things: error attempt to compare
return 1 < 'x'
--@ number without an integer: error number has no integer representation
return 1.5 | 1
--@ index that is nothing: error index is nil
local t = {} t[nil] = 1
--@ index that is no number: error index is NaN
local t = {} t[0 / 0] = 1
--@ next with a wrong key: error invalid key to 'next'
next({}, 'nothing')
--@ next after a change: any
local t = {} for i = 1, 100 do t[i] = i end for k in pairs(t) do t[k] = nil t['n' .. k] = 1 end
--@ name of a megabyte: error undefined global
return _G[('x'):rep(1e6)]
--@ name of control characters: error undefined global
return _G['\27[31m']
--@ rethrown a thousand times: error deep
local function f(n) local ok, e = pcall(n == 0 and error or f, n == 0 and 'deep' or n - 1) error(e, 0) end f(60)
