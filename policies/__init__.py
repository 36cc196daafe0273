"""The policy pack: the security rules that every preview and update is held against."""
