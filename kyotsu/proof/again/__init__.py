"""A proof of the network, checked again by the simulator that shares no code with the prover."""
