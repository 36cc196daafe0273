"""AWS Network Firewall: what its two engines do with sets of packets."""
