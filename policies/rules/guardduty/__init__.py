"""Rules on Amazon GuardDuty."""
