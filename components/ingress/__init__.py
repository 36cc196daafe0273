"""The way in from the internet: a system's domain, certificate, filter and load balancer."""
