"""Pages about deliveries: hand in, see what was understood, decide, and follow a figure to its row."""
