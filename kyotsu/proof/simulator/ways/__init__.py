"""The ways out of a VPC, one a file: each takes a packet that a route leads here."""
