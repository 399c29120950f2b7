"""What is wrong in a text by itself: sums, days, numbers of 条, length. Needs no source."""
