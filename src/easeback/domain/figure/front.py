"""Decides how a person seen from the front is painted: shirt, hips, round limbs, feet."""

from dataclasses import dataclass

from easeback.domain.figure.arm import arm
from easeback.domain.figure.extremity import Grip
from easeback.domain.figure.face import turned_head
from easeback.domain.figure.facing import Facing
from easeback.domain.figure.geometry import Frame, Point, between
from easeback.domain.figure.ink import line, shape
from easeback.domain.figure.look import Inks, Look, Palette
from easeback.domain.figure.solid import Reach, hull

_WAIST = 2
"""The slice at which the shirt meets the trousers."""
_SHOULDER = 9
_TUCK = 0.005
"""How far shirt and trousers overlap, so that nothing shines through between them."""
_FOOT = (
    (-0.20, -0.12), (-0.25, -0.05), (-0.25, 0.05), (-0.20, 0.12), (0.10, 0.13), (0.40, 0.19),
    (0.62, 0.19), (0.74, 0.12), (0.77, 0.02), (0.70, -0.08), (0.58, -0.16), (0.40, -0.17),
    (0.10, -0.13),
)  # fmt: skip
_TOES = (((0.66, 0.03), (0.74, 0.035)), ((0.63, -0.05), (0.70, -0.055)))
"""A bare foot from above, big toe on the positive side."""


@dataclass(frozen=True, slots=True)
class FrontPainter:
    """One person about to be painted from the front."""

    person: Facing
    look: Look
    colors: Inks
    palette: Palette

    def neck(self) -> str:
        """The neck, from under the collar to behind the jaw."""
        person, size, unit = self.person, self.person.body.head, self.person.body.unit
        half, trunk = person.body.neck_half, person.body.trunk
        jaw = [person.gaze.at(x, -3.0, size) for x in (5.4, -5.4)]
        below = ((0.0, 1.15), (-0.020, 1.25), (-0.040, 0.0), (-0.020, -1.25), (0.0, -1.15))
        root = [person.trunk(trunk + up * unit, across * half) for up, across in below]
        if (jaw[0] - root[0]).length > (jaw[1] - root[0]).length:
            jaw.reverse()
        return shape([jaw[0], *root, jaw[1]], self.colors.skin_shade)

    def head(self) -> str:
        person = self.person
        return turned_head(person.gaze, self.look, self.colors, person.body.head)

    def _sides(self) -> tuple[list[Point], list[Point]]:
        """The right and the left edge of the trunk, from the hips to the neck."""
        person = self.person
        cuts = [(cut.up, cut.half) for cut in person.body.slices]
        return (
            [person.trunk(up, -half) for up, half in cuts],
            [person.trunk(up, half) for up, half in cuts],
        )

    def shirt(self, shaded: int = 1) -> str:
        """The shirt with a round collar, and the shadow along the left (1) or right (-1) side."""
        person, unit = self.person, self.person.body.unit
        right, left = self._sides()
        low = person.trunk(person.body.slices[_WAIST].up - 0.008 * unit, 0.0)
        dip = person.trunk(person.body.trunk - 0.034 * unit, 0.0)
        outline = [*right[_WAIST:], dip, *left[_WAIST:][::-1], low]
        top = len(right) - _WAIST
        corners = {0, top - 1, top + 1, len(outline) - 2}
        pair = (right, left)[::shaded]
        lit, edge = (side[_WAIST:_SHOULDER] for side in pair)
        inner = [
            between(a, b, 0.82 + 0.17 * (index / len(edge)) ** 2)
            for index, (a, b) in enumerate(zip(lit, edge, strict=True))
        ]
        ends = {0, len(inner) - 1, len(inner)}
        return shape(outline, self.colors.top, corners) + shape(
            [*inner, *edge[::-1]], self.colors.top_shade, ends
        )

    def hips(self, fill: str) -> str:
        """The trousers from the waist to the crotch; the thighs cover their lower corners."""
        person, unit = self.person, self.person.body.unit
        right, left = self._sides()
        wide = person.body.slices[0].half
        below = ((0.0, 1.0), (-0.036, 0.93), (-0.064, 0.62))
        low = [person.trunk(up * unit, -share * wide) for up, share in below]
        other = [person.trunk(up * unit, share * wide) for up, share in below[::-1]]
        crotch = person.trunk(-0.071 * unit, 0.0)
        cut = person.body.slices[_WAIST]
        hem, half = cut.up + _TUCK * unit, cut.half
        top = [person.trunk(hem, side * half) for side in (-1.0, 1.0)]
        waist = person.trunk(hem - 0.008 * unit, 0.0)
        outline = [
            top[0], *right[:_WAIST][::-1], *low, crotch, *other, *left[:_WAIST], top[1], waist,
        ]  # fmt: skip
        return shape(outline, fill, {0, len(outline) - 2})

    def thigh(self, leg: Reach, fill: str) -> str:
        form, frame = self.person.body.leg, leg.limb(1).bones
        rows = [(0.10, form.upper[0][1] * 0.86)]
        rows += [(share, (a + b) / 2) for share, a, b in form.upper] + [(1.0, form.joint[0])]
        return shape(hull([(between(frame.root, frame.joint, s), half) for s, half in rows]), fill)

    def shin(self, leg: Reach, fill: str) -> str:
        form, frame = self.person.body.leg, leg.limb(1).bones
        rows = [(0.0, form.joint[0])] + [(share, (a + b) / 2) for share, a, b in form.lower]
        return shape(hull([(between(frame.joint, frame.end, s), half) for s, half in rows]), fill)

    def seam(self, color: str) -> str:
        """The edge of the shin that lies on the other; between them when neither does."""
        person, share = self.person, (self.person.sway + 1.0) / 2
        form = person.body.leg
        shown = 0.5 + 0.5 * abs(person.sway)
        rows = [(-0.08, 0.2 * form.joint[0]), (0.04, 0.92 * form.joint[0])]
        rows += [(along * shown, (a + b) / 2) for along, a, b in form.lower[:3]]
        right, left = (leg.limb(1).bones for leg in (person.right_leg, person.left_leg))
        points = []
        for along, half in rows:
            upon = right.lower.at(along * right.lengths[1], half)
            under = left.lower.at(along * left.lengths[1], -half)
            points.append(between(under, upon, share))
        return line(points, color, 1.4)

    def inseam(self, color: str) -> str:
        """The line between two thighs that lie on each other, from the crotch to the knees."""
        person = self.person
        right, left = person.right_leg.limb(1).bones, person.left_leg.limb(1).bones
        ends = between(right.root, left.root, 0.5), between(right.joint, left.joint, 0.5)
        return line([between(*ends, share) for share in (0.24, 0.6, 1.0)], color, 1.4)

    def foot(self, leg: Reach, inner: int, fill: str) -> str:
        """A foot from above; its big toe is on the `inner` side of its frame."""
        size = self.person.body.foot
        frame = Frame(leg.end.seen, leg.tip.seen.angle)
        long = size * leg.tip.seen.length

        def placed(rows: tuple[tuple[float, float], ...]) -> list[Point]:
            return [frame.at(x * long, y * size * inner) for x, y in rows]

        toes = "".join(line(placed(row), self.colors.skin_line, 0.8) for row in _TOES)
        return shape(placed(_FOOT), fill) + toes

    def arm(self, reach: Reach, outer: int, grip: Grip) -> str:
        colors, body = self.colors, self.person.body
        return arm(body, reach.limb(outer), grip, colors.skin, colors.skin_line, colors.sleeve)
