"""Decisions of letters: letters label themselves, simulated ones know their true probabilities."""
