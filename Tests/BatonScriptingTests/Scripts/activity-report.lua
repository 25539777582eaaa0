-- A report of what was worked on: one table of sessions for each branch, and a line of totals.
-- It reads sessions and writes one file.
local iter, text, time, json = baton.iter, baton.text, baton.time, baton.json

-- Settings that a person edits; YAML keeps them readable.
local settings = baton.yaml.decode(text.dedent [[
  since: 30d
  title_columns: 24
  heading: "Activity in {{project}}, {{day}}"
]])

--- A row of a Markdown table.
local function row(session)
  local title = text.truncate(session.title, settings.title_columns)
  return text.template("| {{title}} | {{started}} | {{kb}} KB | {{id}} |", {
    title = text.pad(text.escape_markdown(title), settings.title_columns),
    started = time.format(session.started, "%e %b %H:%M"),
    kb = text.pad(tostring(session.bytes // 1024), 5, { align = "right" }),
    -- A short name for the row that tells nothing of the session.
    id = baton.hash.sha256(session.id):sub(1, 8),
  })
end

local first = time.add(time.now(), "-" .. settings.since)
local recent = iter.filter(baton.sessions.list(), function(session)
  return session.started and time.seconds(session.started) >= time.seconds(first)
end)
recent = iter.sorted(recent, { by = function(session) return { session.branch or "", session.started } end })

local lines = {
  "# " .. text.template(settings.heading, {
    project = recent[1] and recent[1].project or "no project",
    day = time.format(time.now(), "%F"),
  }),
}
local groups = iter.group_by(recent, function(session) return session.branch or "no branch" end)
for _, branch in ipairs(iter.keys(groups)) do
  lines[#lines + 1] = ("\n## %s\n"):format(text.escape_markdown(branch))
  for _, line in ipairs(iter.map(groups[branch], row)) do lines[#lines + 1] = line end
end

local totals = {
  sessions = #recent,
  bytes = iter.sum(recent, "bytes"),
  branches = json.array(iter.keys(groups)),
  latest = iter.max(iter.map(recent, "started")),
}
lines[#lines + 1] = "\n" .. text.wrap(
  text.template("{{sessions}} sessions in {{branches}} branches; the latest began {{ago}}.", {
    sessions = totals.sessions,
    branches = #totals.branches,
    ago = totals.latest and time.ago(totals.latest) or "never",
  }), 60)

baton.fs.write("activity.md", table.concat(lines, "\n") .. "\n", { if_exists = "replace" })
return json.encode(totals, { pretty = true })
