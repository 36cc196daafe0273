"""Rules on Amazon EC2 and its disks."""
