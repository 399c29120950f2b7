"""Personal data in a text, and the names that are public. Knows no other check."""
