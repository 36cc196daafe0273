"""Rules on Amazon VPC: subnets, groups, ACLs, endpoints."""
