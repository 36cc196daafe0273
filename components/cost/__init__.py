"""What keeps cost in sight: budgets, unusual cost, and the bill by ministry."""
