"""Mistakes in access that people do make, each planted into a stage's graphs."""
