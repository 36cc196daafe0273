"""Policy documents as this proof reads them, and the sets of requests that they describe."""
