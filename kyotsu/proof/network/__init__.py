"""Who can send a packet to whom in a stage: exact sets of packets, followed over the whole hub.

| folder | has |
| --- | --- |
| `reading` | from a stack's graph to its resources, a module a family of types |
| `resources` | what one stack declares, as small records that can be kept |
| `topology` | all stacks' resources together, and what doesn't fit together in them |
| `headerspace` | sets of packets, as bits |
| `dataplane` | what each table, ACL, group and firewall does with a set of packets |
| `walk` | sets of packets, followed from where they are sent to wherever they arrive |
| `reachability` | what arrives where, of all that somebody can send |
| `statements` | what must hold for every stage, judged by that |
| `witness` | one packet for what doesn't hold |
| `incremental` | what was proved before, and what of it still holds |
"""
