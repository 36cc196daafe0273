"""Volumes as they were measured in a month, which stand in place of declared ones."""
