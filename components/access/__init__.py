"""Who may act in a stage: pipelines, people by permission sets, and what bounds their roles."""
