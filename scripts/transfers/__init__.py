"""What scripts/verify-transfers is made of."""
