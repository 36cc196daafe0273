"""Reads what the engine wrote about a preview. What comes from here still holds secrets."""
