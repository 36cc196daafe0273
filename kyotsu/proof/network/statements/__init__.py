"""The statements that hold for every stage, one module each."""
