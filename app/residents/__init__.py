"""The residents' assistant: a question in, sentences of public documents out, each with its source. Knows nothing of pages."""
