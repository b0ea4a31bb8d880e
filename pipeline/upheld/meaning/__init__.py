"""What entities mean: status, quantity, site and side, code; and what a disputed item asks for."""
