"""IAM's evaluation, over all requests at once and of one request."""
