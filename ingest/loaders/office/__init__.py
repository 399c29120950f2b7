"""The inner parts of Word and Excel files. Knows nothing of the text that is made of them."""
