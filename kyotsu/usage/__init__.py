"""What tenants asked for against what they use: from their accounts and CloudWatch's metrics."""
