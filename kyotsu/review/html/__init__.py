"""A review as one page: no network, fast with ten thousand changes, in two languages."""
