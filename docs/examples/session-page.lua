-- The example 'session-page.yml', written in Lua: the two give the same result.

local welcome = [[
**Welcome.** This is a real working session in %s, from the first question to the
result. Read it from top to bottom: what was asked, what was tried, which commands were run and why the
result looks as it does.

To go on from here with an agent, open this file in your checkout and ask it about anything on the page.
]]

return baton.recipe {
  about = "Turn a session into a page for a newcomer, with a link that continues it.",
  inputs = {
    session = { type = "session", default = "current", about = "Session that shows how things are done here." },
    title = { type = "string", about = "Title of the page; the session's own when it is not given." },
    messages = { type = "count", default = "all", about = "The latest messages on the page and in the link." },
    tools = { type = "choice", choices = { "full", "brief", "none" }, default = "brief", about = "How much of tool calls the page shows." },
    out = { type = "path", default = ".", about = "Directory that gets the page." },
    share = { type = "boolean", default = true, about = "Whether the session is uploaded, too." },
    store = { type = "string", default = "default", about = "Store of your configuration that takes the session." },
  },
  permissions = { sessions = "read", upload = { "any" }, write = { "any" } },
  run = function(inputs)
    -- By its path from here on: which session is the current one could change meanwhile.
    local info = baton.sessions.info(inputs.session)
    local page = baton.export.markdown(info.path, {
      messages = inputs.messages,
      tools = inputs.tools,
      title = inputs.title or info.title,
      preface = welcome:format(info.project),
    })
    local name = info.project:lower():gsub("[^a-z0-9]+", "-")
    local file = baton.fs.write(inputs.out .. "/onboarding-" .. name .. ".md", page)

    local share = {}
    if inputs.share then
      share = baton.upload.put(baton.export.json(info.path, { messages = inputs.messages }), { store = inputs.store })
    end
    baton.log.say(("page: %s (%d of %d messages, %d secrets removed)"):format(
      file, page.message_count, page.total_message_count, page.secrets))
    if share.link then
      baton.log.say(("link: '%s'\nto continue, the newcomer runs 'baton clone -' and pastes the link"):format(share.link))
    end
    if share.expires then baton.log.say("the link works until " .. share.expires) end
    return {
      path = file,
      link = share.link or baton.null,
      url = share.url or baton.null,
      store = share.store or baton.null,
      expires = share.expires or baton.null,
      message_count = page.message_count,
      secrets = page.secrets,
    }
  end,
}
