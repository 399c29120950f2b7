"""Every figure, date and name of a draft traced: said by a source, reckoned from one, the clerk's own, or nobody's."""
