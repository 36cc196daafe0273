"""What arrives where, of all that somebody can send: what the statements look at."""
