"""A tenant's network: tiers, filters, security groups, endpoints and flow logs."""
