"""Errors planted into correct texts, so that checks and scorers prove themselves. Knows no check."""
