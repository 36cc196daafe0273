"""Rules on Amazon RDS."""
