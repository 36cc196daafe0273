"""Follows sets of packets from where they are sent to wherever they arrive."""
