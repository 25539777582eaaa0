--@ rep of nothing: time
while true do (''):rep(math.maxinteger) end
--@ rep of a gigabyte: limit
('x'):rep(1e9)
--@ rep with a separator: limit
(''):rep(1e9, 'ab')
--@ rep of the most: limit
('ab'):rep(math.maxinteger)
--@ rep caught again and again: time
while true do pcall(string.rep, 'x', 1e9) end
--@ find with stars: time
('a'):rep(100000):find(('.*'):rep(20) .. 'b')
--@ find with lazies: time
('a'):rep(100000):find('.-.-.-.-.-b')
--@ match with optional letters: time
('a'):rep(60):match(('a?'):rep(60) .. ('a'):rep(60) .. 'b')
--@ match with anchors: time
('a'):rep(100000):match('^.-.-.-.-b$')
--@ balance bomb: time
('('):rep(1000000):find('%b()') while true do ('('):rep(100000):gsub('%b()', '') end
--@ frontier bomb: time
('a '):rep(200000):match('.-%f[a].-%f[a].-%f[a]b')
--@ back references: time
('a'):rep(5000):match('(.-)(.-)(.-)%1%2%3b')
--@ gmatch bomb: time
for _ in ('a'):rep(100000):gmatch('.-.-.-b') do end
--@ gsub bomb: time
('a'):rep(100000):gsub('.-.-.-b', '')
--@ gsub that makes a table of calls: time
while true do ('a'):rep(1000):gsub('', function() return nil end) end
--@ gsub callback that raises: error boom
('abc'):gsub('.', function() error('boom') end)
--@ gsub callback that yields: error attempt to yield
coroutine.wrap(function() ('abc'):gsub('.', function() coroutine.yield() end) end)()
--@ gsub that grows: limit
local s = ('x'):rep(1000000) s:gsub('x', ('y'):rep(1000))
--@ gsub with %0 that grows: limit
local s = ('x'):rep(1000) while true do s = s:gsub('x', '%0%0') end
--@ gsub with a bad escape: error invalid capture index
('x'):gsub('x', '%9z')
--@ pattern with 33 captures: error too many captures
('x'):rep(99):find(('(x)'):rep(33))
--@ pattern that is very long: any
('x'):find(('x?'):rep(100000))
--@ pattern too complex: any
('x'):rep(300000):match(('(x'):rep(1) .. ')' .. ('.?'):rep(200000))
--@ pattern without its end: error malformed pattern
('x'):find('[')
--@ pattern with an open capture: error unfinished capture
('x'):find('(')
--@ pattern that ends in a percent: error malformed pattern
('x'):find('%')
--@ pattern with a wrong reference: error invalid capture index
('x'):find('%1')
--@ plain find in long strings: time
local a, b = ('a'):rep(1000000), ('a'):rep(500000) .. 'b' while true do a:find(b, 1, true) end
--@ format with a wide width: error invalid
string.format('%99999d', 1)
--@ format with a long precision: error invalid
string.format('%.999f', 1)
--@ format of the greatest number: clean
assert(#string.format('%.99f', 1.7976931348623157e308) == 409)
--@ format with a zero in the text: error zeros
string.format('%10s', 'a\0b')
--@ format with a wrong conversion: error invalid conversion
string.format('%y', 1)
--@ format without arguments: error no value
string.format(('%s'):rep(100))
--@ format of a long list: any
string.format(('%s'):rep(100000), table.unpack({}, 1, 100000))
--@ format in a loop: time
while true do string.format('%s %d %5.2f %q', 'x', 1, 2.5, 'y') end
--@ concat with a huge end: any
table.concat({}, '', 1, math.maxinteger)
--@ concat with a lying length: time
table.concat(setmetatable({}, {__len = function() return math.maxinteger end, __index = function() return '' end}))
--@ concat that grows: limit
local t = {} for i = 1, 1000 do t[i] = ('x'):rep(100000) end table.concat(t)
--@ concat of a table: error invalid value
table.concat({{}})
--@ unpack of a hundred million: any
table.unpack({}, 1, 1e8)
--@ unpack of the whole range: error too many results
table.unpack({}, math.mininteger, math.maxinteger)
--@ unpack with a lying length: any
table.unpack(setmetatable({}, {__len = function() return 1e7 end}))
--@ insert with a lying length: time
table.insert(setmetatable({}, {__len = function() return math.maxinteger - 1 end}), 1, 'x')
--@ insert at the end of all integers: any
table.insert(setmetatable({}, {__len = function() return math.maxinteger end}), 'x')
--@ insert out of bounds: error out of bounds
table.insert({}, 5, 1)
--@ remove with a lying length: time
table.remove(setmetatable({}, {__len = function() return math.maxinteger end}), 1)
--@ move of the whole range: any
table.move({}, math.mininteger, math.maxinteger, 1)
--@ move of half the range: time
table.move({}, 1, math.maxinteger - 1, 2)
--@ move into a lying table: time
table.move({}, 1, 1 << 60, 1, setmetatable({}, {__newindex = function() end}))
--@ sort with a lying length: any
table.sort(setmetatable({}, {__len = function() return 2147483646 end, __index = function(_, i) return i end, __newindex = function() end}))
--@ sort of long strings: time
local s, t = ('x'):rep(1000000), {} for i = 1, 40 do t[i] = s .. i end while true do table.sort(t) end
--@ sort of mixed values: error attempt to compare
table.sort({1, 'x', {}})
--@ sort with an invalid order: any
local t = {} for i = 1, 100 do t[i] = 1 end table.sort(t, function() return true end)
--@ select with a huge number: clean
assert(select('#', select(math.maxinteger, 1, 2, 3)) == 0)
--@ select with a huge negative number: error index out of range
select(-1e9, 1)
--@ select of zero: error index out of range
select(0)
--@ ipairs with a lying index: time
for i in ipairs(setmetatable({}, {__index = type})) do end
--@ pack with a wrong alignment: error
string.pack('!17i4', 1)
--@ pack with the greatest alignment: clean
assert(#string.pack('!16 i1 Xi16', 1) == 16)
--@ pack with a huge size: limit
string.pack('c' .. math.maxinteger, 'x')
--@ pack with padding that is huge: any
string.pack('c99999999', 'x')
--@ unpack with a lying size: error too short
string.unpack('s8', ('\xff'):rep(7) .. '\x7f')
--@ unpack of a size beyond: error
string.unpack('s8', ('\xff'):rep(8))
--@ unpack past the end: error
string.unpack('i4', 'abcd', 3)
--@ unpack with a position beyond: error
string.unpack('i1', 'x', 100)
--@ packsize that overflows: error
string.packsize(('i8'):rep(30000) .. ('c2147483647'):rep(3))
--@ pack with a long format: any
string.pack(('b'):rep(60000), 1)
--@ random of nothing: any
math.random(0) math.random(3, 1)
--@ random of everything: clean
math.random(math.mininteger, math.maxinteger)
--@ division of the least integer: clean
assert(math.mininteger // -1 == math.mininteger and math.mininteger % -1 == 0)
--@ division by zero: error attempt to divide by zero
return 1 // 0
--@ modulo by zero: error attempt to perform 'n%
return 1 % 0
--@ shifts beyond the width: clean
assert(1 << 64 == 0 and 1 >> -64 == 0 and 1 << math.mininteger == 0 and 1 << 63 == math.mininteger)
--@ tointeger of what is none: clean
assert(math.tointeger(2^63) == nil and math.tointeger('x') == nil and math.tointeger(0/0) == nil)
--@ numbers of all kinds of text: clean
assert(tonumber('0x') == nil and tonumber('1e') == nil and tonumber(('9'):rep(400)) == math.huge and tonumber('1 2') == nil)
--@ tonumber with a long text: any
while true do tonumber(('1'):rep(100000)) end
--@ tonumber with a base: error base out of range
tonumber('10', 99)
--@ date with a bad format: error invalid conversion
os.date('%Ez')
--@ date of the greatest time: any
os.date('*t', math.maxinteger)
--@ time of a huge year: any
os.time({year = math.maxinteger, month = 1, day = 1})
--@ date in a loop: time
while true do os.date('%c') end
--@ char of nothing valid: error value out of range
string.char(256)
--@ char of many: any
string.char(table.unpack({}, 1, 200000))
--@ byte of everything: any
('x'):rep(1e6):byte(1, -1)
--@ reverse and upper in a loop: time
local s = ('x'):rep(1e6) while true do s:reverse():upper():lower() end
--@ utf8 of broken bytes: clean
assert(utf8.len('\xff') == nil and utf8.len('\u{10FFFF}') == 1)
--@ utf8 codes of broken bytes: error invalid UTF-8
for _ in utf8.codes('ab\xffc') do end
--@ utf8 codepoint of broken bytes: error invalid UTF-8
utf8.codepoint('\xf4\x90\x80\x80')
--@ utf8 offset out of bounds: error
utf8.offset('x', 1, 100)
--@ utf8 char of nothing valid: error value out of range
utf8.char(-1)
--@ utf8 codepoint of everything: any
utf8.codepoint(('x'):rep(1e6), 1, -1)
--@ utf8 len in a loop: time
local s = ('é'):rep(500000) while true do utf8.len(s) end
