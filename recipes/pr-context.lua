-- Write the context of this branch for its pull request, and keep a comment there up to date.
--
--   baton run pr-context                        # a page for all commits since the branch left the default one
--   baton run pr-context --comment --dry-run    # what a comment on the pull request would say
--   baton run pr-context --comment              # make it say so, and keep it up to date
--   baton run pr-context --remove               # take the comment away
--
-- The page begins with the branch's commits, each with the sessions that made it, and with the changed files, and goes on
-- with those sessions: what was asked, decided and changed, and what was tried and dropped. Secrets are removed.

-- So many commits and files are listed at the most.
local most_listed = 100
-- So many characters of a comment are left for its frame and for what is put between to keep it quiet.
local frame = 1500

-- A text on one line as inline code, whatever it holds.
local function code(text)
  text = text:gsub("%c", " ")
  local longest = 0
  for run in text:gmatch("`+") do longest = math.max(longest, #run) end
  local ticks = ("`"):rep(longest + 1)
  local space = longest > 0 and " " or ""
  return ticks .. space .. text .. space .. ticks
end

-- A text on one line in which nothing is markup.
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

local function plural(count, noun)
  return ("%d %s%s"):format(count, noun, count == 1 and "" or "s")
end

-- A list under a heading, cut behind its first entries.
local function section(title, lines)
  if #lines == 0 then return "" end
  local shown = table.concat(lines, "\n", 1, math.min(#lines, most_listed))
  if #lines > most_listed then shown = ("%s\n- … and %d more"):format(shown, #lines - most_listed) end
  return ("### %s\n\n%s\n\n"):format(title, shown)
end

-- Where the branch left the other one; nothing when there is nothing to compare, which is said.
local function beginning(inputs, say)
  if not baton.git.root() then return say("this is no git repository, so there is no branch to tell of") end
  local head = baton.git.head()
  if not head then return say("there is no commit yet, so there is nothing to tell of") end
  local name = inputs.base or baton.git.default_branch()
  if not name then
    return say("nothing tells which branch this one goes into; name it with --base")
  end
  local base = baton.git.merge_base(inputs.base)
  if not base then
    return say(("this branch and '%s' have no commit in common; in a shallow clone 'git fetch --unshallow' gets what is missing")
      :format(name))
  end
  if base == head then
    return say(("there is no commit beyond '%s'; check out the branch of the pull request, or name another with --base")
      :format(name))
  end
  return base, name
end

-- The commits of the branch, the earliest first, and their sessions, each once.
local function history(base, only)
  local commits, sessions, seen = {}, {}, {}
  local found = baton.sessions.for_range(base .. "..HEAD")
  for place = #found, 1, -1 do
    local entry = { id = found[place].commit, subject = found[place].subject, sessions = {} }
    for _, match in ipairs(found[place].sessions) do
      local session = match.session
      if not only or session.path == only.path then
        table.insert(entry.sessions, session)
        if not seen[session.path] then
          seen[session.path] = true
          table.insert(sessions, session)
        end
      end
    end
    table.insert(commits, entry)
  end
  return commits, sessions
end

-- The head of the page: branch, commits with their sessions, changed files.
local function preface(branch, commits, base)
  local lines, files = {}, {}
  for _, commit in ipairs(commits) do
    local names = {}
    for _, session in ipairs(commit.sessions) do table.insert(names, code(session.id:sub(1, 8))) end
    local by = #names == 0 and "no session" or (#names == 1 and "session " or "sessions ") .. table.concat(names, ", ")
    table.insert(lines, ("- %s %s (%s)"):format(code(commit.id:sub(1, 10)), plain(commit.subject), by))
  end
  for _, file in ipairs(baton.git.diff_stat({ base = base .. "..HEAD" }).files) do
    local size = file.insertions and ("+%d −%d"):format(file.insertions, file.deletions) or "binary"
    table.insert(files, ("- %s (%s)"):format(code(file.path), size))
  end
  return ("## 🌿 Branch %s\n\n"):format(plain(branch)) .. section("Commits", lines) .. section("Changed files", files)
end

-- The name under which the branch's files and comment go; a branch can be named after a secret.
local function slug_of(branch)
  return baton.text.slug((baton.redact.text(branch)))
end

-- Makes the comment say the page, shortened until it fits; with a store, the whole page is linked.
local function keep_comment(inputs, sessions, title, head, id)
  local limit = inputs.max_chars
  local whole = baton.export.context(sessions, { title = title, preface = head, public = inputs.public })
  local link = ""
  if utf8.len(whole.content) > limit - frame then
    if inputs.store then
      local share = baton.upload.put(whole, { store = inputs.store, public = inputs.public })
      if share then
        link = ("The whole page, encrypted: <%s>\n\n"):format(share.link):gsub("[<>]", "`")
      end
    else
      baton.log.say("the comment is shortened; --store NAME adds a link to the whole page, encrypted")
    end
  end
  local budget = limit - frame
  while true do
    local page = baton.export.context(sessions, {
      title = title, preface = link .. head, public = inputs.public, budget_chars = budget,
    })
    local result, problem = baton.try(baton.git.comment, page, {
      id = id, forge = inputs.forge, number = inputs.number, max_chars = limit, public = inputs.public,
      summary = ("Context of this branch: %s"):format(plural(#sessions, "session")),
    })
    if result then return result end
    -- A page with very many names and numbers grows when they are made quiet.
    if problem.kind ~= "forge.too_long" or budget < 4000 then error(problem, 0) end
    budget = budget * 4 // 5
  end
end

local function tell(result)
  if result.action == "planned" then
    for _, request in ipairs(result.requests) do baton.log.say("would ask: " .. request) end
    if result.body then baton.log.say(result.body) end
    return
  end
  local words = {
    created = "the comment was written", updated = "the comment was brought up to date",
    unchanged = "the comment says the same already", removed = "the comment was removed",
    absent = "there is no comment of yours to remove",
  }
  baton.log.say(("%s: %s"):format(words[result.action], result.url))
  if result.others > 0 then
    baton.log.say(("%s of the same name stay; --remove takes all of them away"):format(plural(result.others, "other comment")))
  end
end

return baton.recipe {
  about = "Write the context of this branch for its pull request.",
  inputs = {
    base = { type = "string", about = "branch that this one goes into; the default branch unless given" },
    comment = { type = "boolean", default = false, about = "keep one comment on the pull request up to date, through gh or glab" },
    remove = { type = "boolean", default = false, about = "take that comment away instead" },
    forge = { type = "choice", choices = { "github", "gitlab" }, about = "where the pull request is, when its host does not tell" },
    number = { type = "integer", about = "number of another pull request than the branch's own" },
    max_chars = { type = "integer", default = 65536, about = "the most characters of the comment" },
    store = { type = "string", about = "store of your configuration that takes the whole page when the comment is too short for it" },
    public = { type = "boolean", default = true, about = "remove mail and IP addresses, numbers and names from the comment, too" },
    session = { type = "session", about = "write the latest messages of this one session instead" },
    messages = { type = "count", default = 40, about = "with --session: the latest messages of it, or all" },
    tools = { type = "choice", choices = { "full", "brief", "none" }, default = "brief", about = "with --session: how much of tool calls is shown" },
    budget = { type = "integer", about = "the most characters of the page; what matters least is shortened first" },
    out = { type = "path", about = "file to write; named after the branch and day unless given" },
    hook = { type = "string", about = "the git hook that runs it, which git sets" },
  },
  permissions = { sessions = "read", git = "comment", write = { "." }, upload = { "any" } },
  hooks = { "pre-push" },
  run = function(inputs)
    local is_quiet = inputs.hook ~= nil
    local function say(text)
      if not is_quiet then baton.log.say(text) end
    end
    local function nothing(text)
      say(text)
      if not is_quiet then baton.exit(1) end
    end

    local branch = baton.git.root() and baton.git.branch()
    local id = "pr-context " .. slug_of(branch or "detached")
    if inputs.remove then
      local result = baton.git.comment(nil, { id = id, remove = true, forge = inputs.forge, number = inputs.number })
      tell(result)
      return { comment = result.action, url = result.url or baton.null }
    end

    local base, into = beginning(inputs, nothing)
    if not base then return end
    branch = branch or ("detached at " .. baton.git.head():sub(1, 10))
    local only = inputs.session and baton.sessions.info(inputs.session)
    local commits, sessions = history(base, only)
    if only and #sessions == 0 then sessions = { inputs.session } end
    if #sessions == 0 then
      return nothing(("no session of this machine made any of the %s of '%s' beyond '%s', so nothing was written; --session names one")
        :format(plural(#commits, "commit"), branch, into))
    end

    local head = preface(branch, commits, base)
    local title = ("Context of branch %s"):format(branch)
    local document
    if only then
      document = baton.export.markdown(inputs.session, { messages = inputs.messages, tools = inputs.tools, preface = head })
    else
      document = baton.export.context(sessions, { title = title, preface = head, budget_chars = inputs.budget })
    end
    -- The day of the last message, so that the name does not depend on when this runs.
    local day = document.filename:match("%d%d%d%d%-%d%d%-%d%d") or baton.time.now():sub(1, 10)
    -- Names of files travel further than their content.
    local name = inputs.out or ("claude-context-%s-%s.md"):format(slug_of(branch), day)
    local path = baton.fs.write(name, document, { if_exists = "replace" })
    local alone = 0
    for _, commit in ipairs(commits) do
      if #commit.sessions == 0 then alone = alone + 1 end
    end
    say(("%s: %s of %s, %s without a session, %d secrets removed"):format(
      name, plural(#sessions, "session"), plural(#commits, "commit"), plural(alone, "commit"), document.secrets))
    local outputs = {
      path = path or name, sessions = #sessions, commits = #commits, commits_without_session = alone,
      message_count = document.message_count, secrets = document.secrets,
    }
    if inputs.comment then
      local result = keep_comment(inputs, sessions, title, head, id)
      tell(result)
      outputs.comment = result.action
      outputs.url = result.url
      outputs.body = result.body
    end
    return outputs
  end,
}
