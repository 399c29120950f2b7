"""A question to the passages that answer it: read, ranked, fused, folded, weighed. Knows nothing of how the index is made."""
