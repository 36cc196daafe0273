"""What an AWS account has by default, closed."""
