"""Patterns of sentences, and what writes them."""
