-- A page for the reviewers of a branch: its commits and files, and the latest messages of one session.
-- Its twin 'branch-page.yml' gives the same result; the built-in 'pr-context' does more.
--
-- The page begins with the branch's commits and changed files and goes on with the session that worked on it:
-- what was asked, what was tried, what was decided. Secrets are removed. Attach it to the pull request.

-- A Markdown list of the commits since this branch left the default one.
local function commit_list(base)
  local commits = baton.git.log { range = base and (base .. "..HEAD") or "HEAD", limit = 50 }
  local lines = {}
  for _, commit in ipairs(commits) do
    lines[#lines + 1] = ("- `%s` %s"):format(commit.id:sub(1, 10), commit.subject)
  end
  return lines
end

-- A Markdown list of the files that changed since then, with their lines.
local function file_list(base)
  local lines = {}
  for _, file in ipairs(baton.git.diff_stat { base = base }.files) do
    local size = file.insertions and (" (+%d −%d)"):format(file.insertions, file.deletions) or " (binary)"
    lines[#lines + 1] = ("- `%s`%s"):format(file.path, size)
  end
  return lines
end

local function section(title, lines)
  if #lines == 0 then return "" end
  return ("### %s\n\n%s\n\n"):format(title, table.concat(lines, "\n"))
end

return baton.recipe {
  about = "Write the context of this branch for its pull request.",
  inputs = {
    session = { type = "session", default = "current", about = "session that worked on the branch" },
    messages = { type = "count", default = 40, about = "the latest messages of it, or all" },
    tools = { type = "choice", choices = { "full", "brief", "none" }, default = "brief", about = "how much of tool calls is shown" },
    out = { type = "path", about = "file to write; named after the branch and day unless given" },
  },
  permissions = { sessions = "read", git = "read", write = { "." } },
  run = function(inputs)
    local branch = baton.git.branch() or "detached"
    local head = baton.git.head()
    local base = baton.git.merge_base()
    if base == head then base = nil end
    local preface = ("## 🌿 Branch %s\n\n"):format(branch)
      .. section("Commits", head and commit_list(base) or {})
      .. section("Changed files", head and file_list(base) or {})
    local document = baton.export.markdown(inputs.session, {
      messages = inputs.messages,
      tools = inputs.tools,
      preface = preface,
    })
    -- The day of the last message, so that the name does not depend on when this runs.
    local day = document.filename:match("%d%d%d%d%-%d%d%-%d%d") or baton.time.now():sub(1, 10)
    -- A branch can be named after a secret, and names of files travel further than their content.
    local name = inputs.out or ("claude-context-%s-%s.md"):format(baton.text.slug((baton.redact.text(branch))), day)
    local path = baton.fs.write(name, document, { if_exists = "replace" })
    baton.log.say(("%s: %d of %d messages, %d secrets removed"):format(
      name, document.message_count, document.total_message_count, document.secrets))
    return { path = path, message_count = document.message_count, secrets = document.secrets }
  end,
}
