"""The engine's queries answered by a cluster of machines; loaded only where a setting asks for it. Pure."""
