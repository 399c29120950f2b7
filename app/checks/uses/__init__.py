"""Checks that some uses alone have: answers to the council, translation, rewording, macro, posts. Knows no other use."""
