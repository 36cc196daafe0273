"""The Pulumi engine of this project: found, fetched or built, with a Python language host.

`locate.ensure_engine` is the way in; `python -m localcloud.engine ensure` is the same as a command.
Nothing is imported here, because the language host starts through this package at every preview
and pays for each import.
"""
