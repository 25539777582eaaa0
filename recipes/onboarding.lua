-- Give a newcomer the sessions from which they learn most about this repository, as one page and one encrypted link.
--
--   baton run onboarding                                  # choose among the best at the terminal
--   baton run onboarding --limit 3 --since 90d --no-share # the best three, and nothing leaves this machine
--   baton run onboarding --sessions a1b2c3 --sessions d4e5f6
--   baton run onboarding --session a1b2c3                 # one session in full, with a link that continues it
--
-- Without names the sessions are found by what they left: files that are still there, a length that can be read, an end.

local welcome = [[
**Welcome.** These are real working sessions in %s. Read what was asked, what was decided, what was tried and dropped,
and which files came of it; then look at those files.

To go on from here with an agent, open this file in your checkout and ask it about anything on the page.
]]

local welcome_to_one = [[
**Welcome.** This is a real working session in %s, from the first question to the
result. Read it from top to bottom: what was asked, what was tried, which commands were run and why the
result looks as it does.

To go on from here with an agent, open this file in your checkout and ask it about anything on the page.
]]

local function plural(count, noun)
  return ("%d %s%s"):format(count, noun, count == 1 and "" or "s")
end

local function code(text)
  text = text:gsub("%c", " ")
  return text:find("`", 1, true) and "`` " .. text:gsub("``+", "`") .. " ``" or "`" .. text .. "`"
end

local function plain(text)
  -- Secrets first: with a mark escaped within, none is known for what it is.
  text = baton.redact.text(text):gsub("%c", " ")
  -- A placeholder stands as it does everywhere else.
  local rest, shown = text, ""
  while true do
    local before, placeholder, after = rest:match("^(.-)(%[redacted:[%w:-]+%])(.*)$")
    shown = shown .. (before or rest):gsub("[\\`*_%[%]<>#|]", "\\%0")
    if not placeholder then return shown end
    shown, rest = shown .. placeholder, after
  end
end

-- The first line that a list shows of a session.
local function line(place, tip)
  local session = tip.session
  return ("%d. %s (%s, %s, %s)"):format(
    place, baton.text.truncate(session.title or session.id, 60), (session.updated or ""):sub(1, 10),
    plural(tip.prompts, "prompt"), plural(#tip.files, "file"))
end

-- Those of the best that the person wants; without a terminal the best ones.
local function choose(inputs)
  local tips = baton.sessions.worth_reading({ since = inputs.since, limit = inputs.choose and 20 or inputs.limit })
  if not inputs.choose or #tips == 0 then return tips end
  local lines, by_line = {}, {}
  for place, tip in ipairs(tips) do
    lines[place] = line(place, tip)
    by_line[lines[place]] = tip
  end
  local picked, problem = baton.try(baton.prompt.multi, "Which sessions should a newcomer read?", lines)
  if problem then
    if problem.kind ~= "prompt.not_interactive" then error(problem, 0) end
    return { table.unpack(tips, 1, math.min(#tips, inputs.limit)) }
  end
  local chosen = {}
  for _, text in ipairs(picked) do table.insert(chosen, by_line[text]) end
  return chosen
end

-- What the parts of the repository are, and which session explains them: two names deep.
local function areas(tips)
  local by_area, names = {}, {}
  for _, tip in ipairs(tips) do
    local counts = {}
    for _, file in ipairs(tip.files) do
      local area = file:match("^([^/]+/[^/]+)/") or file:match("^([^/]+)/") or "top level"
      counts[area] = (counts[area] or 0) + 1
    end
    for area, count in pairs(counts) do
      if not by_area[area] then
        by_area[area] = {}
        table.insert(names, area)
      end
      table.insert(by_area[area], { tip = tip, count = count })
    end
  end
  table.sort(names)
  local lines = {}
  for _, area in ipairs(names) do
    table.sort(by_area[area], function(a, b)
      if a.count ~= b.count then return a.count > b.count end
      return a.tip.session.id < b.tip.session.id
    end)
    local sessions = {}
    for _, entry in ipairs(by_area[area]) do
      table.insert(sessions, ("%s (%s)"):format(code(entry.tip.session.id:sub(1, 8)), plural(entry.count, "file")))
    end
    table.insert(lines, ("- %s: %s"):format(code(area), table.concat(sessions, ", ")))
  end
  return #lines > 0 and "### Which session explains what\n\n" .. table.concat(lines, "\n", 1, math.min(#lines, 60)) .. "\n\n" or ""
end

-- How the newcomer gets the sessions themselves: their links, when they are shared, or whom to ask.
local function ways(tips, links)
  local lines = {}
  for _, tip in ipairs(tips) do
    local id = tip.session.id
    local way = links[id] and ("run `baton clone -` and paste `%s`"):format(links[id])
      or ("ask for it: `baton run handoff --session %s`"):format(code(id):gsub("`", ""))
    table.insert(lines, ("- %s %s: %s"):format(code(id:sub(1, 8)), plain(tip.session.title or ""), way))
  end
  return "### How to go on with a session\n\n" .. table.concat(lines, "\n") .. "\n\n"
end

local function slug(project)
  return (project:lower():gsub("[^a-z0-9]+", "-"))
end

local function tell_share(share, words)
  if not share.link then return end
  baton.log.say(("link: '%s'\n%s"):format(share.link, words))
  if share.expires then baton.log.say("the link works until " .. share.expires) end
end

-- One session in full: the page is its conversation, the link is the session itself.
local function one_session(inputs)
  -- By its path from here on: which session is the current one could change meanwhile.
  local info = baton.sessions.info(inputs.session)
  local page = baton.export.markdown(info.path, {
    messages = inputs.messages, tools = inputs.tools, title = inputs.title or info.title,
    preface = welcome_to_one:format(info.project),
  })
  local file = baton.fs.write(("%s/onboarding-%s.md"):format(inputs.out, slug(info.project)), page)
  local share = {}
  if inputs.share then
    share = baton.upload.put(baton.export.json(info.path, { messages = inputs.messages }), { store = inputs.store }) or {}
  end
  baton.log.say(("page: %s (%d of %d messages, %d secrets removed)"):format(
    file or "", page.message_count, page.total_message_count, page.secrets))
  tell_share(share, "to continue, the newcomer runs 'baton clone -' and pastes the link")
  return file, page, share, 1
end

local function many_sessions(inputs, tips)
  local sessions = {}
  for _, tip in ipairs(tips) do table.insert(sessions, tip.session) end
  local project = sessions[1].project or "project"
  local title = inputs.title or ("Getting to know %s"):format(project)
  local function page(links)
    return baton.export.context(sessions, {
      title = title, budget_chars = inputs.budget,
      preface = welcome:format(plain(project)) .. "\n" .. areas(tips) .. ways(tips, links),
    })
  end
  local document = page({})
  local file = baton.fs.write(("%s/onboarding-%s.md"):format(inputs.out, slug(project)), document)
  baton.log.say(("page: %s (%s, %d messages, %d secrets removed)"):format(
    file or "", plural(#sessions, "session"), document.message_count, document.secrets))
  local share = {}
  if inputs.share then
    local links = {}
    if inputs.bundles then
      for _, session in ipairs(sessions) do
        local bundle = baton.upload.put(baton.export.json(session, { messages = inputs.messages }), { store = inputs.store })
        links[session.id] = bundle and bundle.link
      end
    end
    -- The links hold the keys: only the page that is encrypted itself has them, never the file.
    share = baton.upload.put(inputs.bundles and page(links) or document, { store = inputs.store }) or {}
    tell_share(share, "the page, encrypted for whoever has the link")
  end
  return file, document, share, #sessions
end

return baton.recipe {
  about = "Collect the sessions worth reading for a newcomer into one page and one encrypted link.",
  inputs = {
    session = { type = "session", about = "One session instead, in full, with a link that continues it." },
    sessions = { type = "list", about = "These sessions, by ids or titles, instead of the best ones." },
    limit = { type = "integer", default = 5, about = "How many of the best sessions." },
    since = { type = "string", about = "Only what changed since: a day, or how long ago, such as 90d." },
    choose = { type = "boolean", default = true, about = "Ask which of the best, at a terminal." },
    title = { type = "string", about = "Title of the page." },
    messages = { type = "count", default = "all", about = "The latest messages of a session that are shown or shared, or 'all'." },
    tools = { type = "choice", choices = { "full", "brief", "none" }, default = "brief", about = "With --session: how much of tool calls the page shows." },
    budget = { type = "integer", about = "The most characters of the page; what matters least is shortened first." },
    out = { type = "path", default = ".", about = "Directory that gets the page." },
    share = { type = "boolean", default = true, about = "Whether the page is uploaded, too, encrypted; with --session the session." },
    bundles = { type = "boolean", default = false, about = "Whether the sessions are uploaded as well, with their links on the encrypted page." },
    store = { type = "string", default = "default", about = "Store of your configuration that takes what is shared." },
  },
  -- The page goes where you say; it never replaces a file.
  permissions = { sessions = "read", upload = { "any" }, write = { "any" } },
  run = function(inputs)
    local file, page, share, count
    if inputs.session then
      file, page, share, count = one_session(inputs)
    else
      local tips = {}
      for _, names in ipairs(inputs.sessions or {}) do
        -- Ids may stand behind commas; a title may hold one.
        local whole = baton.sessions.find(names)
        for _, name in ipairs(whole and { names } or baton.text.split(names, ",")) do
          local session = whole or baton.sessions.find(baton.text.trim(name))
          if not session then error(("there is no session '%s'"):format(name), 0) end
          table.insert(tips, { session = session, files = {}, prompts = 0 })
        end
      end
      if #tips > 0 then
        -- What they left is told as for the others, where it is known.
        for _, known in ipairs(baton.sessions.worth_reading({ limit = 100 })) do
          for place, tip in ipairs(tips) do
            if tip.session.path == known.session.path then tips[place] = known end
          end
        end
      else
        tips = choose(inputs)
      end
      if #tips == 0 then
        baton.log.say("there is no session of this project to collect; --session names one of another")
        baton.exit(1)
      end
      file, page, share, count = many_sessions(inputs, tips)
    end
    return {
      path = file or baton.null, link = share.link or baton.null, url = share.url or baton.null,
      store = share.store or baton.null, expires = share.expires or baton.null,
      sessions = count, message_count = page.message_count, secrets = page.secrets,
    }
  end,
}
