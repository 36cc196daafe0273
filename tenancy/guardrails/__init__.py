"""The organization's guardrails, as data: what nobody in a member account can do.

Statements by subject, packed into policies that fit AWS's quotas. Nothing here needs Pulumi, so
that a command, a proof or a test reads the same statements as the foundation's stack.
"""

from tenancy.guardrails.packing import DoesNotFit
from tenancy.guardrails.plan import GuardrailsPlan, PolicyPlan, plan_guardrails
from tenancy.guardrails.statement import Guard

__all__ = ["DoesNotFit", "Guard", "GuardrailsPlan", "PolicyPlan", "plan_guardrails"]
