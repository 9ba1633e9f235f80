"""Kvalitetssystem for danske skoler."""
