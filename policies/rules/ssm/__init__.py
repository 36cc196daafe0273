"""Rules on AWS Systems Manager."""
