"""`kyotsu bootstrap`: what has to exist before Pulumi can keep a state."""
