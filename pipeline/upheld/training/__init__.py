"""Models: training them, and measuring them on the sides of the split that they did not learn from."""
