"""A Python language host for a Pulumi CLI that came without the official one.

It serves Pulumi's `LanguageRuntime` protocol (proto/pulumi/language.proto) as far as programs and
policy packs need it, and runs both with the interpreter that it runs with itself.
"""
