"""Cases and the product's own functions into scores. Nothing imports this package."""
