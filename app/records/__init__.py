"""What an office keeps between two visits: drafts, conversations, feedback. Knows no pages."""
