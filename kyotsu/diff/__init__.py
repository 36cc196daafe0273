"""What a change means for every tenant: two desired states, or a desired and a deployed one."""
