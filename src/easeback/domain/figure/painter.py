"""Decides in which order the parts of each picture are painted over each other."""

from dataclasses import dataclass

from easeback.domain.figure import prop
from easeback.domain.figure.arm import arm
from easeback.domain.figure.extremity import Grip, Hand, foot, shoe
from easeback.domain.figure.geometry import Point, frame_between
from easeback.domain.figure.head import head, neck
from easeback.domain.figure.look import Inks, Look, Palette
from easeback.domain.figure.skeleton import Skeleton
from easeback.domain.figure.trunk import shirt, trouser_leg, trousers


@dataclass(frozen=True, slots=True)
class Painter:
    """One person about to be painted, and how they are dressed for it."""

    person: Skeleton
    look: Look
    colors: Inks
    palette: Palette
    shod: bool = False
    """Shoes and open eyes for someone up and about; otherwise bare feet and closed eyes."""

    def far_arm(self, grip: Grip) -> str:
        colors, limb = self.colors, self.person.far_arm
        return arm(self.person, limb, grip, colors.skin_far, colors.skin_line, colors.top_far)

    def far_leg(self) -> str:
        person, colors = self.person, self.colors
        leg = trouser_leg(person, person.far_leg, colors.trousers_far)
        if self.shod:
            return (
                shoe(person.far_leg, person.body, self.palette.wood_shade, self.palette.cushion)
                + leg
            )
        return foot(person.far_leg, person.body, colors.skin_far, colors.skin_line) + leg

    def near_leg(self) -> str:
        person, colors = self.person, self.colors
        leg = trousers(person, person.near_leg, colors.trousers)
        if self.shod:
            return shoe(person.near_leg, person.body, self.palette.wood, self.palette.cushion) + leg
        return foot(person.near_leg, person.body, colors.skin, colors.skin_line) + leg

    def near_side(self, grip: Grip) -> str:
        """Everything from the head to the near arm, which no limb behind can cover."""
        person, colors = self.person, self.colors
        return "".join((
            neck(person, colors.skin_shade),
            head(person, self.look, colors, awake=self.shod),
            shirt(person, colors),
            self.near_leg(),
            arm(person, person.near_arm, grip, colors.skin, colors.skin_line, colors.sleeve),
        ))  # fmt: skip

    def head_pillow(self) -> str:
        """A small pillow from the floor up to the back of the skull."""
        size, frame = self.person.body.head, self.person.spine.head
        crown, nape = frame.at(-2.0, 15.5), frame.at(-8.0, -7.5)
        skull = frame.at(-8.6 * size, 2.5 * size)
        left, right = min(crown.x - 8, skull.x - 32), max(nape.x, skull.x + 30)
        return prop.pillow(left, right, skull.y - 5, self.person.floor, self.palette)


_FLAT = Grip(Hand.FLAT, Hand.FLAT, 0.0)
_REST = Grip(Hand.REST, Hand.REST, 0.0)
_HOLD = Grip(Hand.HOLD, Hand.HOLD, 0.0)


def kneeling(painter: Painter) -> str:
    person, palette, floor = painter.person, painter.palette, painter.person.floor
    hands = Point(person.near_arm.tip.origin.x + 22, floor - 1)
    return "".join((
        prop.mat(18, 502, floor, palette),
        prop.shadow(Point(130, floor - 1), 88, palette),
        prop.shadow(hands, 44, palette),
        painter.far_arm(_FLAT),
        painter.far_leg(),
        painter.near_side(_FLAT),
    ))  # fmt: skip


def knee_to_chest(painter: Painter) -> str:
    person, palette, floor = painter.person, painter.palette, painter.person.floor
    grip = Grip(Hand.REST, Hand.HOLD, person.grasp)
    return "".join((
        prop.mat(18, 502, floor, palette),
        prop.shadow(Point(215, floor), 170, palette),
        painter.head_pillow(),
        painter.far_leg(),
        painter.far_arm(grip),
        painter.near_side(grip),
    ))  # fmt: skip


def calves_raised(painter: Painter) -> str:
    person, palette, floor = painter.person, painter.palette, painter.person.floor
    bones, calf = person.near_leg.bones, person.body.leg.lower[1]
    seat = bones.lower.at(calf[0] * person.body.shin, -calf[2]).y - 1.5
    return "".join((
        prop.mat(18, 502, floor, palette),
        prop.shadow(Point(170, floor), 135, palette),
        prop.chair(bones.joint.x + 26, bones.end.x + 44, seat, floor, palette),
        painter.head_pillow(),
        painter.far_arm(_HOLD),
        painter.far_leg(),
        painter.near_side(_HOLD),
    ))  # fmt: skip


def on_belly(painter: Painter) -> str:
    person, palette, floor = painter.person, painter.palette, painter.person.floor
    hip, size = person.spine.hip, person.body.head
    brow = person.spine.head.at(9.0 * size, 6.0 * size)
    return "".join((
        prop.mat(18, 582, floor, palette),
        prop.shadow(Point(300, floor), 210, palette),
        prop.pillow(hip.x - 22, hip.x + 78, hip.y + 18, floor + 5, palette),
        prop.pillow(brow.x - 18, brow.x + 30, brow.y - 3, floor + 3, palette),
        painter.far_leg(),
        painter.far_arm(_REST),
        painter.near_side(_REST),
    ))  # fmt: skip


def on_side(painter: Painter) -> str:
    person, palette, body = painter.person, painter.palette, painter.person.body
    ear, bones = person.spine.head.origin, person.near_leg.bones
    shin = frame_between(bones.joint, bones.end)
    return "".join((
        prop.bed(12, 12, 508, 308, palette),
        prop.cushion(Point(ear.x + 6, ear.y + 2), 46, 62, palette),
        painter.far_arm(_REST),
        painter.far_leg(),
        prop.bolster(shin, body.shin * 0.9, body.leg.joint[0] * 1.85, palette),
        painter.near_side(_REST),
    ))  # fmt: skip


def walking(painter: Painter) -> str:
    person = painter.person
    return "".join((
        prop.shadow(Point(person.spine.hip.x + 8, person.floor), 104, painter.palette),
        painter.far_arm(_REST),
        painter.far_leg(),
        painter.near_side(_REST),
    ))  # fmt: skip


def leaning(painter: Painter) -> str:
    person, palette = painter.person, painter.palette
    elbow = person.near_arm.bones.joint
    top = elbow.y + person.body.arm.joint[0]
    return "".join((
        prop.shadow(Point(person.spine.hip.x + 20, person.floor), 80, palette),
        prop.counter(elbow.x - 34, 392, top, person.floor + 3, palette),
        painter.far_arm(_REST),
        painter.far_leg(),
        painter.near_side(_REST),
    ))  # fmt: skip
