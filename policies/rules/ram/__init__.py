"""Rules on AWS RAM."""
