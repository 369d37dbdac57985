// The script of every page. Pages work without it; it only makes them quicker.
