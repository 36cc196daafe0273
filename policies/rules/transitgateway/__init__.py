"""Rules on AWS Transit Gateway."""
