"""A real browser for the tests that look at pages."""
