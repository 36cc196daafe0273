"""The division of responsibility and the operating rules that are agreed with each ministry."""
