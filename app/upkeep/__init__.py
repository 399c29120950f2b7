"""Running it: opening the pages, reading the corpus and fetching models behind them, copies and their return, what is wrong."""
