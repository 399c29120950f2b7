"""Where text stands on a page, and what order it is read in. Knows nothing of the words."""
