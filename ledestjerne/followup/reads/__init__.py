"""Questions about findings, plans and initiatives."""
