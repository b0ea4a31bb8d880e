"""What was learned of meaning: the models of status, of results and of attaching, saved as one file."""

from __future__ import annotations

from dataclasses import dataclass, fields

import srsly

from upheld.meaning.feature_model import FeatureModel


@dataclass(frozen=True, slots=True)
class MeaningModels:
    """Three models: the status of a treatment or diagnosis, the result of a treatment tried, what a quantity is of."""

    status: FeatureModel
    result: FeatureModel
    attaching: FeatureModel

    def to_bytes(self) -> bytes:
        """Write them as msgpack."""
        values = {part.name: getattr(self, part.name).to_values() for part in fields(self)}
        data: bytes = srsly.msgpack_dumps(values)
        return data

    @classmethod
    def from_bytes(cls, data: bytes) -> MeaningModels:
        """Read what `to_bytes` wrote.

        Raises:
            ValueError: the bytes are no such models.

        """
        try:
            values = srsly.msgpack_loads(data)
            return cls(
                **{part.name: FeatureModel.from_values(values[part.name]) for part in fields(cls)}
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"not the models of meaning ({error!r}): train them anew") from None
