"""Parts of scripts/verify-resume."""
