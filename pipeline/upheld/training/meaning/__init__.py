"""Measuring what is said of the meaning of entities and items."""
