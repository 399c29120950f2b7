"""The models that write, translate and draw, and the way to them. Knows nothing of tasks or drafts."""
