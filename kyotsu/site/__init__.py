"""The platform's site: a view of what ledger, cost, evidence and fleet runs have worked out."""
