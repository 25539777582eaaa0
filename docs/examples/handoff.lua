-- The built-in recipe 'handoff', written in Lua: the two give the same result.

return baton.recipe {
  about = "Hand the current session to someone as an encrypted link with a QR code.",
  inputs = {
    session = { type = "session", default = "current", about = "Session to hand over." },
    messages = { type = "count", default = 100, about = "The latest messages to hand over, or 'all'." },
    store = { type = "string", default = "default", about = "Store of your configuration that takes the file." },
    seal = { type = "boolean", default = true, about = "Whether the file is encrypted." },
  },
  permissions = { sessions = "read", upload = { "any" } },
  run = function(inputs)
    -- Secrets are replaced by placeholders on the way.
    local bundle = baton.export.json(inputs.session, { messages = inputs.messages })
    local share = baton.upload.put(bundle, { store = inputs.store, seal = inputs.seal })

    -- Single quotes: a shell would cut the link at its '#'.
    baton.log.say(("link: '%s'\nto continue, the other person runs 'baton clone -' and pastes the link"):format(share.link))
    baton.log.say(("%d of %d messages, %d secrets removed, %d bytes in store '%s'"):format(
      bundle.message_count, bundle.total_message_count, bundle.secrets, share.bytes, share.store))
    if share.expires then baton.log.say("the link works until " .. share.expires) end
    if not inputs.seal then
      baton.log.warn("the file is not encrypted; whoever has the link can read it")
    end
    return {
      link = share.link,
      url = share.url,
      store = share.store,
      expires = share.expires or baton.null,
      bytes = share.bytes,
      message_count = bundle.message_count,
      total_message_count = bundle.total_message_count,
      secrets = bundle.secrets,
    }
  end,
}
