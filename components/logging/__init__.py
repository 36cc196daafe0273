"""Logs: the archive that keeps them, the stream that brings them, and the tenants' log groups."""
