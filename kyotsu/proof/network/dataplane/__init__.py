"""The network as masks: what each table, ACL, group and firewall does with a set of packets.

All that is here is exact; each is made when it is first asked for.
"""
