"""Rules on AWS Budgets."""
