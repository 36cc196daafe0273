"""One concrete packet for a set that should be empty: its way, hop by hop, with lines behind it."""
