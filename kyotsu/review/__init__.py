"""The review of a change, from what the engine says of a preview."""
