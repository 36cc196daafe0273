"""The organization, its units and its accounts."""
