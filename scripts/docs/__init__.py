"""The generated pages of the documentation, by where they come from."""
