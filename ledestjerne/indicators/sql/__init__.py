"""Definitions turned into SQL over the facts, built as expressions with every value bound."""
