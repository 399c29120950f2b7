"""What the OpenDocument loaders (odt, ods, odp) share: styles, the numbers of lists, the words of a paragraph."""
