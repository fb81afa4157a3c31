"""A map from one picture's pixels to another's: the one thing that screen and encoder share."""

from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Affine:
    """Takes ``(x, y)`` to ``(xx·x + xy·y + x0, yx·x + yy·y + y0)``.

    Pixels are squares: the first one reaches from 0 to 1, and its middle is at one half.
    """

    xx: float
    xy: float
    x0: float
    yx: float
    yy: float
    y0: float

    def at(self, point: Point) -> Point:
        """Where ``point`` goes."""
        x, y = point
        return self.xx * x + self.xy * y + self.x0, self.yx * x + self.yy * y + self.y0

    def step(self, step: Point) -> Point:
        """What a step from one point to another becomes, wherever it starts."""
        x, y = step
        return self.xx * x + self.xy * y, self.yx * x + self.yy * y

    def then(self, other: "Affine") -> "Affine":
        """This map and after it ``other``, as one."""
        xx, yx = other.step((self.xx, self.yx))
        xy, yy = other.step((self.xy, self.yy))
        x0, y0 = other.at((self.x0, self.y0))
        return Affine(xx, xy, x0, yx, yy, y0)

    def inverse(self) -> "Affine":
        """The way back. Raises ZeroDivisionError for a map that flattens the picture."""
        area = self.xx * self.yy - self.xy * self.yx
        back = Affine(self.yy / area, -self.xy / area, 0.0, -self.yx / area, self.xx / area, 0.0)
        x0, y0 = back.step((self.x0, self.y0))
        return Affine(back.xx, back.xy, -x0, back.yx, back.yy, -y0)


def scaling(across: float, down: float) -> Affine:
    """Pixels made larger or smaller about the corner."""
    return Affine(across, 0.0, 0.0, 0.0, down, 0.0)
