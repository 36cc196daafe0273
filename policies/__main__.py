"""Started by Pulumi's engine; the pack then serves until the engine ends it."""

from pulumi_policy import PolicyPack

from policies.pack import NAME, policies_of
from policies.rules import all_rules

PolicyPack(name=NAME, policies=policies_of(all_rules()))
