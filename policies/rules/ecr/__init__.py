"""Rules on Amazon ECR."""
