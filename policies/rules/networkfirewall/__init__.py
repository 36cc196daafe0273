"""Rules on AWS Network Firewall."""
