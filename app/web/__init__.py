"""The faces in the browser and over HTTP. Knows nothing of how drafts are made or documents found."""
