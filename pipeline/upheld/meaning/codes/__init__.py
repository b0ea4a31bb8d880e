"""Which code of ICD-10-CM each diagnosis has."""

from upheld.meaning.codes.coder import Coder, find_codes

__all__ = ["Coder", "find_codes"]
