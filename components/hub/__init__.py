"""The network hub: what all tenants' traffic meets outside of their own networks."""
