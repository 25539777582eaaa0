/// Scripts that a check has nothing to say about.
enum GoodScripts {
    static let all = small + [report]

    static let small: [String] = [
        "", "-- nothing", "#!/usr/bin/env lua\nprint(1)", "x = 1\nprint(x)",
        "function helper() end\nhelper()",
        "_G.answer = 42\nprint(answer)", "setmetatable(_G, {})\nprint(anything)",
        "local _ENV = { print = print }\nprint(x)",
        "local t = {}\nt.field = 1\nprint(t.field, t.other)", "print(('x'):rep(3):upper():len())",
        "local s = 'a'\nprint(s:sub(1, 2), #s, s .. 'b')", "local m = math\nprint(m.floor(m.pi))",
        "for k, v in pairs({ a = 1 }) do print(k, v) end", "print(string.format('%d', 1):byte())",
        "local ok, err = pcall(error, 'x')\nprint(ok, err.message)", "print(select('#', ...))",
        "local co = coroutine.wrap(function() coroutine.yield(1) end)\nprint(co())",
        "goto done\n::done::\nprint(1)", "local f <const> = print\nf(1)", "load('x = 1')()",
        "return { a = 1 }", "local module = {}\nfunction module.f(x) return x end\nreturn module",
        "local helper = require 'helper'\nprint(helper.anything)",
        "local b = require('baton')\nprint(b.version)",
        "local s = baton.sessions.current()\nprint(s.title, s.bytes)",
        "print(baton.null == nil, baton.api_level)",
        "local options = { limit = 5 }\nbaton.sessions.list(options)", "baton.sessions.list()",
        "baton.sessions.list {}",
        "local name = ...\nbaton.fs.read(name)", "baton.fs.read(table.unpack({ 'a' }))",
        "local s = baton.sessions.find('x') or baton.sessions.current()\nprint(s.title)",
        "local share = baton.upload.put('x')\nshare.note = 'mine'\nprint(share.note, share.link)",
        "local s = baton.sessions\nfor _, one in ipairs(s.list { limit = 'all' }) do print(one.id:upper()) end",
        "local s = baton.sessions.current()\ns = { titel = 1 }\nprint(s.titel)",
        "local name = 'read'\nprint(baton.fs[name])",
        "local info, err = baton.try(baton.sessions.info, 'x')\nprint(info, err)",
        "return baton.recipe { about = 'A', run = function() end }",
        "return baton.recipe { about = 'A', permissions = { write = { 'docs' } }, run = function() baton.fs.write('docs/a', 'b') end }",
        "return baton.recipe { about = 'A', permissions = { write = { '.' } }, run = function() baton.fs.write('a/b', 'b') end }",
        "return baton.recipe { about = 'A', inputs = { a = {} }, run = function(inputs) inputs.b = 1 return inputs.a, inputs.b end }",
        "local inputs = {}\nfor i = 1, 3 do inputs['a' .. i] = { type = 'string' } end\nreturn baton.recipe { about = 'A', inputs = inputs, run = function(i) return i.a1 end }",
        "local p = { sessions = 'read' }\nif x then p = {} end\nx = 1\nreturn baton.recipe { about = 'A', permissions = p, run = function() baton.sessions.list() end }",
        "return baton.recipe { about = 'A', permissions = { sessions = 'read' }, run = function() return baton.sessions.list() end }",
    ]

    /// A script as people write them.
    static let report = #"""
        -- Writes a weekly report of the sessions of this project.
        --
        -- It groups sessions by day, counts words of their titles, and writes a page of Markdown; with a store it uploads it, too.

        local text, fs, log = baton.text, baton.fs, baton.log
        local floor <const> = math.floor

        local Report = {}
        Report.__index = Report

        local DAYS = { "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday" }
        local UNITS = {
          { name = "GB", size = 1 << 30 },
          { name = "MB", size = 1 << 20 },
          { name = "KB", size = 1 << 10 },
        }

        local function size(bytes)
          for _, unit in ipairs(UNITS) do
            if bytes >= unit.size then
              return ("%.1f %s"):format(bytes / unit.size, unit.name)
            end
          end
          return bytes .. " bytes"
        end

        local function keys(t)
          local result = {}
          for key in pairs(t) do
            result[#result + 1] = key
          end
          table.sort(result)
          return result
        end

        local function words(title)
          local counts = setmetatable({}, { __index = function() return 0 end })
          for word in title:lower():gmatch("%a+") do
            if #word > 3 then
              counts[word] = counts[word] + 1
            end
          end
          return counts
        end

        function Report.new(title)
          local self = setmetatable({}, Report)
          self.title = title
          self.days = {}
          self.total = { sessions = 0, bytes = 0 }
          self.words = {}
          return self
        end

        function Report:add(session)
          local day = (session.updated or ""):sub(1, 10)
          local list = self.days[day]
          if not list then
            list = {}
            self.days[day] = list
          end
          list[#list + 1] = session
          self.total.sessions = self.total.sessions + 1
          self.total.bytes = self.total.bytes + session.bytes
          for word, count in pairs(words(session.title or "untitled")) do
            self.words[word] = (self.words[word] or 0) + count
          end
        end

        function Report:favourites(limit)
          local list = {}
          for word, count in pairs(self.words) do
            list[#list + 1] = { word = word, count = count }
          end
          table.sort(list, function(a, b)
            if a.count ~= b.count then return a.count > b.count end
            return a.word < b.word
          end)
          local result = {}
          for index = 1, math.min(limit, #list) do
            result[index] = ("%s (%d)"):format(list[index].word, list[index].count)
          end
          return result
        end

        local function weekday(date)
          local year, month, day = date:match("^(%d+)-(%d+)-(%d+)$")
          if not year then return "some day" end
          year, month, day = tonumber(year), tonumber(month), tonumber(day)
          if month < 3 then
            month = month + 12
            year = year - 1
          end
          local k, j = year % 100, floor(year / 100)
          local h = (day + floor(13 * (month + 1) / 5) + k + floor(k / 4) + floor(j / 4) + 5 * j) % 7
          return DAYS[(h + 6) % 7 + 1]
        end

        function Report:render(options)
          options = options or {}
          local lines = { "# " .. self.title, "" }
          local function add(format, ...)
            lines[#lines + 1] = select("#", ...) > 0 and format:format(...) or format
          end
          add("%d sessions, %s", self.total.sessions, size(self.total.bytes))
          add("")
          local days = keys(self.days)
          for index = #days, 1, -1 do
            local day = days[index]
            if options.skip and options.skip[day] then goto continue end
            add("## %s, %s", weekday(day), day)
            add("")
            for _, session in ipairs(self.days[day]) do
              local branch = session.branch and (" on `" .. session.branch .. "`") or ""
              add("- %s%s, %s", session.title or "untitled", branch, size(session.bytes))
              if options.verbose then
                add("  - id `%s`", session.id)
                add("  - model %s", session.model or "unknown")
              end
            end
            add("")
            ::continue::
          end
          local favourites = self:favourites(options.words or 5)
          if #favourites > 0 then
            add("Often: %s.", table.concat(favourites, ", "))
          end
          return table.concat(lines, "\n") .. "\n"
        end

        local function collect(limit, wanted)
          local report = Report.new("Sessions of " .. (baton.git.branch() or "this project"))
          for _, session in ipairs(baton.sessions.list { limit = limit }) do
            local isWanted = wanted == nil or (session.title or ""):find(wanted, 1, true)
            if isWanted then
              report:add(session)
            end
          end
          return report
        end

        local function commits()
          local lines = {}
          for _, commit in ipairs(baton.git.log { limit = 10 }) do
            lines[#lines + 1] = ("- `%s` %s"):format(commit.id:sub(1, 8), commit.subject)
          end
          return lines
        end

        -- A queue that keeps the latest entries.
        local Queue = {}
        Queue.__index = Queue

        function Queue.new(capacity)
          return setmetatable({ first = 1, last = 0, capacity = capacity, items = {} }, Queue)
        end

        function Queue:push(item)
          self.last = self.last + 1
          self.items[self.last] = item
          if self.last - self.first + 1 > self.capacity then
            self.items[self.first] = nil
            self.first = self.first + 1
          end
        end

        function Queue:each()
          local index = self.first - 1
          return function()
            index = index + 1
            if index <= self.last then return self.items[index] end
          end
        end

        local function memoize(f)
          local cache = {}
          return function(key)
            local value = cache[key]
            if value == nil then
              value = f(key)
              cache[key] = value
            end
            return value
          end
        end

        local slug = memoize(function(title) return text.slug(title) end)

        local function checksum(s)
          local a, b = 1, 0
          for i = 1, #s do
            a = (a + s:byte(i)) % 65521
            b = (b + a) % 65521
          end
          return b << 16 | a
        end

        local parse
        do
          local function space(s, i) return s:find("%S", i) or #s + 1 end
          function parse(s)
            local values, i = {}, 1
            while i <= #s do
              i = space(s, i)
              if i > #s then break end
              local from, to, key, value = s:find("^(%w+)=(%S*)", i)
              if not from then return nil, "nothing to read at " .. i end
              values[key] = value
              i = to + 1
            end
            return values
          end
        end

        local function guarded(f, ...)
          local results = table.pack(pcall(f, ...))
          if results[1] then return table.unpack(results, 2, results.n) end
          local failure = results[2]
          local message = type(failure) == "table" and failure.message or tostring(failure)
          log.warn("it failed: " .. message)
          return nil
        end

        local function numbers(n)
          return coroutine.wrap(function()
            for i = 1, n do coroutine.yield(i, i * i) end
          end)
        end

        local function selftest()
          assert(size(2048) == "2.0 KB")
          assert(weekday("2026-03-01") == "Sunday")
          assert(parse("a=1 b=2").b == "2")
          assert(checksum("abc") ~= 0)
          local queue = Queue.new(2)
          for n in numbers(3) do queue:push(n) end
          local seen = {}
          for item in queue:each() do seen[#seen + 1] = item end
          assert(table.concat(seen, ",") == "2,3")
          local long = [==[
          text with ]] in it
          ]==]
          assert(long:match("]]"))
          assert("\u{20AC}\x41\065\z
                  end" == "€AAend")
          assert(0xFFp1 == 510 and 1e3 // 7 == 142.0 and ~5 & 0xF == 10)
        end

        return baton.recipe {
          about = "Writes a weekly report of the sessions of this project.",
          inputs = {
            limit = { type = "count", default = 50, about = "how many sessions" },
            wanted = { type = "string", about = "only titles with this text" },
            out = { type = "path", default = "docs/report.md", about = "file to write" },
            verbose = { type = "boolean", default = false, about = "ids and models, too" },
            style = { type = "choice", choices = { "plain", "rich" }, default = "plain", about = "how it looks" },
            store = { type = "string", about = "a store that gets it" },
          },
          permissions = {
            sessions = "read",
            git = "read",
            write = { "docs" },
            upload = { "default", "team" },
          },
          hooks = { "pre-push" },
          limits = { time = "5s", memory = "64M" },
          run = function(inputs)
            selftest()
            local report = collect(inputs.limit, inputs.wanted)
            if inputs.style == "rich" then
              report.title = "📋 " .. report.title
            end
            local page = report:render { verbose = inputs.verbose, words = 3 }
            local lines = guarded(commits) or {}
            if #lines > 0 then
              page = page .. "\n## Commits\n\n" .. table.concat(lines, "\n") .. "\n"
            end
            local path = fs.write(inputs.out, page, { if_exists = "replace" })
            log.say(("wrote %s (%s)"):format(path, slug(report.title)))
            local link
            if inputs.store then
              local share, failure = baton.try(baton.upload.put, page, { store = inputs.store, filename = "report.md" })
              if share then
                link = share.link
              else
                log.warn(failure.message)
              end
            end
            return { path = path, link = link, sessions = report.total.sessions }
          end,
        }
        """#
}
