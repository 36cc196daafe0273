"""Reusable Pulumi components, by domain.

A component takes frozen, keyword-only arguments, in which only what is truly unknown before a
preview is a `pulumi.Input`; it makes its children in the order in which data reaches them, with
itself as their parent, and sets public attributes before it registers its outputs.
"""
