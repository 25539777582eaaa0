"""An evaluation of `baton redact` that knows nothing of the program's own rules."""
