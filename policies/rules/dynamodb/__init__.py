"""Rules on Amazon DynamoDB."""
