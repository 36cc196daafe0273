"""The local stage: an emulated AWS, an engine and a backend on this machine."""
