"""Parts of scripts/verify-counts."""
