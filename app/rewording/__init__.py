"""A passage said another way: shorter, です・ます, である, for reading aloud, as a list. Knows no pages and no drafts."""
