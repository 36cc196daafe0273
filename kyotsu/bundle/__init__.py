"""What was approved, bound into one signed file, and held against what is about to be deployed."""
