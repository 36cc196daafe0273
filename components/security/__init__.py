"""Keys and what guards them."""
