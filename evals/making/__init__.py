"""Questions with their gold made from the trees of regulations, so that any corpus gets a suite of its own."""
