"""Checks of a draft: each takes the text and what it was made from, and gives findings. Knows no pages.

All of them are run by ``app.checks.running``; a text that was not made here is looked over by ``app.checks.inspection``.
"""
