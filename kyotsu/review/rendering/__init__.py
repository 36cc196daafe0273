"""A review as text: Markdown, JSON, SARIF, the terminal."""
