"""Runs over many stacks on the real engine, and what hands such a run to other machines."""
