"""The pure core: declarations in, plans out. No Pulumi, no boto3, no I/O outside `load`."""
