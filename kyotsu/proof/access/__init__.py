"""Who may do what, proved from the policies of a stage's desired state."""
