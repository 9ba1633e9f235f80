"""Pages of the explore app: slices, packages, notes."""
