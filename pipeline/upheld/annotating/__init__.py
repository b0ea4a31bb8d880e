"""The round trip with an annotation tool: letters out, annotations back, agreement, and what to annotate next."""
