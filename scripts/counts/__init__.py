"""What scripts/verify-counts counts by."""
