"""Violations that can be planted in a sound fleet, each a function that plants one.

A plant opens every control that stands in its way, as several mistakes together would; what only
opened one of several would change nothing. It returns None where the fleet has no place for it.
"""
