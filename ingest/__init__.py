"""Files into an index: documents, passages, search. Knows nothing of tasks, drafts or pages."""
