"""What a file and its office say of a paper: kind, title, day, section, editions. Knows nothing of passages."""
