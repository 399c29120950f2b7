"""Any text held against the papers that the library has on its matter: what contradicts it. Knows nothing of drafts."""
