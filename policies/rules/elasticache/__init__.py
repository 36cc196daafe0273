"""Rules on Amazon ElastiCache."""
