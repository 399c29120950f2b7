"""Regulations (例規) as structure: numbers, the tree of 条項号, references.

Knows nothing of files, models or search.
"""
