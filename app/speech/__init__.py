"""Recordings of meetings into text. Knows nothing of minutes or pages."""
