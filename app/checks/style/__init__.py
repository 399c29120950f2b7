"""Official style and plain words: the rules of prompts/style.json and やさしい日本語. Knows no facts."""
