"""The suites: how a case is asked of the product. Knows nothing of runs."""
