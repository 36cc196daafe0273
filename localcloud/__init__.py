"""The local stage, for development only: the engine, an emulated AWS and a provider for it."""
