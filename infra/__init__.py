"""The Pulumi program: settings, providers, and one module for each kind of stack."""
