"""Who and what there is in a stage, read from its desired state."""
