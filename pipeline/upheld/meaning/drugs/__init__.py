"""Which drug a treatment is: its generic name and its class."""

from upheld.meaning.drugs.find import find_drug
from upheld.meaning.drugs.tables import load_prescribed

__all__ = ["find_drug", "load_prescribed"]
