"""How rules read properties: small pure functions that many rules share.

All of them know three answers. A value may be there, may not be there, or may be there without
being known yet; in the last case a function whose answer hangs on it raises `NotKnown`.
"""
