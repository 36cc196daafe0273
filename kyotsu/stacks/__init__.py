"""Preview, update, refresh and destroy stacks by Pulumi's own engine."""
