"""What a pipeline does between a pull request and a deployed tenant. Workflows only call this."""
