"""Who can send a packet to whom in a stage: exact sets of packets, followed over the whole hub."""
