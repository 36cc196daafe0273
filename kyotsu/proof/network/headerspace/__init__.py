"""Sets of packets as bits: atoms of addresses and services, and the algebra of boxes of them."""
