"""Rules on AWS Certificate Manager."""
