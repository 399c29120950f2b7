"""What residents see: the widget, its pages, and the limits around their questions. Knows nothing of how answers are made."""
