"""What keeps a tenant's system running: backups, hours, patches, alarms."""
