"""What holds for a stage before it is deployed, proved from its desired state."""
