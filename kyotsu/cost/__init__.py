"""What each tenant costs in a month: its own stack, its use, and its share of the foundation."""
