"""All stacks' resources together: the network of a stage, and what doesn't fit together in it."""
