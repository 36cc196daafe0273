"""Who loses what by a change of guardrails."""
