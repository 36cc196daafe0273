"""The desired state of a stage, evaluated without an engine, as a graph of plain data."""
