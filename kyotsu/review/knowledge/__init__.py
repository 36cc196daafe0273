"""What is known of stacks beyond the engine's files: whose they are, what they cost, which line."""
