"""The network of a change, drawn: what is new in it, what goes, and what changes."""
