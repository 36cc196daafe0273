"""The resource types of the local provider, in one file a service.

Each file has a list ``ENTRIES``; `localcloud.provider.registry` finds it by itself. A property's
name is pulumi-aws 7's; a contract test compares all of them with the installed SDK.
"""
