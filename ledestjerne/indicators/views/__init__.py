"""Pages about figures: which there are, what they are for a unit, and what each means."""
