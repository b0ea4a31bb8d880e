"""Where in the body: the regions, levels of the spine and side of treatments, diagnoses and parts of the body."""

from upheld.meaning.sites.find import find_sites

__all__ = ["find_sites"]
