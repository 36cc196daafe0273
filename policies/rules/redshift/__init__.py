"""Rules on Amazon Redshift."""
