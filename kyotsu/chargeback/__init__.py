"""Charges a month's bill to the tenants that caused it, from AWS's cost-and-usage export."""
