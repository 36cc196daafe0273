"""The command `kyotsu`: one room for each thing that it does."""
