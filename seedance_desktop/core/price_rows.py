"""How a row of ``prices.toml`` becomes a PriceRow, and which row counts for a model."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.table import Table
from seedance_desktop.core.words import Message


class PriceUnit(StrEnum):
    """What a price is for."""

    SECOND = "per_second"
    MILLION_TOKENS = "per_million_tokens"


@dataclass(frozen=True, slots=True)
class PriceRow:
    """What one seller takes for a unit, by resolution.

    ``silent`` and ``flex`` are the parts of the price paid without sound and in the flex tier;
    ``None`` where the seller makes no difference, or does not say. ``with_video`` are the prices
    of requests that hold a reference video, by resolution; empty where they are not known.
    """

    unit: PriceUnit
    models: tuple[ModelId, ...]
    prices: Mapping[str, float]
    currency: str
    on: date
    source: str
    silent: float | None = None
    flex: float | None = None
    with_video: Mapping[str, float] = field(default_factory=dict)


def read_prices(prices: Mapping[str, object]) -> tuple[PriceRow, ...]:
    """Every row, in the order of the file. Raises CatalogueError."""
    file = Table("prices", prices)
    file.only(*PriceUnit)
    return tuple(
        _price_row(unit, row) for unit in PriceUnit for _, row in file.table(unit).tables()
    )


def _price_row(unit: PriceUnit, row: Table) -> PriceRow:
    row.only("models", "prices", "currency", "on", "source", "silent", "flex", "with_video")
    on = row.day("on")
    if on is None:
        raise row.error("on", Message("It is missing."))
    prices, with_video = row.table("prices"), row.table("with_video")
    return PriceRow(
        unit=unit,
        models=tuple(ModelId(model) for model in row.texts("models")),
        prices={resolution: prices.number(resolution) for resolution in prices.facts},
        currency=row.text("currency"),
        on=on,
        source=row.text("source"),
        silent=row.number("silent") if "silent" in row.facts else None,
        flex=row.number("flex") if "flex" in row.facts else None,
        with_video={resolution: with_video.number(resolution) for resolution in with_video.facts},
    )
