"""From a case to the letter that tells of it."""
