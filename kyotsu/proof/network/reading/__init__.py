"""From the graph of a stack to what it adds to the network, one module a family of resources."""
