"""`kyotsu guardrails`: what the organization's policies hold, and how full they are."""
