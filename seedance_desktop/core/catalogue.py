"""The models that can be chosen and what they cost, as they are read from the two tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from seedance_desktop.core.capability import Capability
from seedance_desktop.core.errors import ModelUnavailableError
from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.model_rows import read_models
from seedance_desktop.core.price_rows import PriceRow, PriceUnit, read_prices
from seedance_desktop.core.table import Table, overlaid
from seedance_desktop.core.words import Message


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every model in the order it is shown, and every price."""

    rows: tuple[Capability, ...]
    prices: tuple[PriceRow, ...]
    default_model: ModelId

    def __iter__(self) -> Iterator[Capability]:
        return iter(self.rows)

    def find(self, model: ModelId) -> Capability:
        """The model's row. Raises ModelUnavailableError for an id that is in no row."""
        for row in self.rows:
            if row.id == model:
                return row
        raise ModelUnavailableError(
            Message("“{model}” is not in the table of models.", {"model": model}),
            remedy=Message("Choose another model, or add a row for it to your own models.toml."),
        )

    @property
    def default(self) -> Capability:
        """The model that a first draft starts with."""
        return self.find(self.default_model)

    def price_row(self, model: ModelId, resolution: str, unit: PriceUnit) -> PriceRow | None:
        """The row that prices this; of two, the later one."""
        for row in reversed(self.prices):
            if row.unit is unit and model in row.models and resolution in row.prices:
                return row
        return None


def read_catalogue(models: Mapping[str, object], prices: Mapping[str, object]) -> Catalogue:
    """The catalogue from the two files' parsed TOML. Raises CatalogueError, naming the field."""
    rows = read_models(models)
    default = ModelId(Table("models", models).text("default"))
    if default not in {row.id for row in rows}:
        raise Table("models", models).error("default", Message("There is no such row."))
    return Catalogue(rows, read_prices(prices), default)


def merged(base: Mapping[str, object], user: Mapping[str, object]) -> dict[str, object]:
    """The shipped table with the user's laid over it: rows are added, facts replaced one by one."""
    return overlaid(base, user)
