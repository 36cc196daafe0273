"""Rules on Amazon Kinesis."""
