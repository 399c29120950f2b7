"""What stands in a text: names, figures, dates, sentences, marks. Knows nothing of drafts or documents."""
