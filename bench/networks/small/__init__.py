"""Small random networks, of the shape that the program's have, and all packets worth sending.

There is one address a subnet (of the first, two), one outside, one behind the line and one of a
service, and a handful of ports; so every packet can be sent, and every pair of who sends and who
receives is asked about. Nothing here is sound: routes lead to nowhere and in circles, ACLs forget
answers, and rules of firewalls contradict each other, as often as not.
"""
