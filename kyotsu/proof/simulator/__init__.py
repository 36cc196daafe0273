"""The second method: one packet is carried through the desired state, hop by hop.

It shares nothing with `kyotsu.proof.network` but the graphs that both read: no sets, no solver, and
each step is the plainest code that a reader can hold against the AWS document that it cites.
"""
