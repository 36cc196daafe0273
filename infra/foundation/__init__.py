"""The foundation's stack, a file a domain; `deploy.py` puts them in order."""
