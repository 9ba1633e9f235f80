"""Pages about findings, plans and initiatives."""
