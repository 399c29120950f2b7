"""The tasks of prompts/tasks as data: read, checked, filled in, made anew. Knows nothing of models."""
