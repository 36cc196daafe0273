"""What was proved before, and what of it still holds after a change."""
