"""What is to hold for every stage, one module for each statement."""
