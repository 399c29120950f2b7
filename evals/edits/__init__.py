"""Random edits of a regulation, as a clerk might make them. Knows nothing of amendments."""
