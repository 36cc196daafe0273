"""Keeps secrets out of a review: by where they are, by what they are, and by how they look."""
