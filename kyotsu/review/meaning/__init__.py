"""What a change means for security: read off the graph before and after, not off paths."""
