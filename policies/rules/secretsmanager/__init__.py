"""Rules on AWS Secrets Manager."""
