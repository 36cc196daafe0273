"""What carries or stops packets, as one stack declares it: small records that can be kept.

References are URNs; of what AWS makes unasked with a VPC, the VPC's URN with the property, such as
`urn:…::vpc#defaultRouteTableId`. Where a graph has real ids (deployed state), they are URNs by the
time they are here.
"""
