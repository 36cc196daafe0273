"""Evidence: control by control, what shows that a system keeps it, and what a person must show."""
