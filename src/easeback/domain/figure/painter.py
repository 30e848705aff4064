"""Decides in which order the parts of each picture are painted over each other."""

from dataclasses import dataclass

from easeback.domain.figure import prop
from easeback.domain.figure.arm import arm, upper_arm
from easeback.domain.figure.extremity import Grip, foot, shoe
from easeback.domain.figure.geometry import Frame
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
        return arm(self.person.body, limb, grip, colors.skin_far, colors.skin_line, colors.top_far)

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

    def near_arm(self, grip: Grip) -> str:
        colors, limb = self.colors, self.person.near_arm
        return arm(self.person.body, limb, grip, colors.skin, colors.skin_line, colors.sleeve)

    def near_side(self, grip: Grip) -> str:
        """Everything from the head to the near arm, which no limb behind can cover."""
        person, colors = self.person, self.colors
        return "".join((
            neck(person, colors.skin_shade),
            head(person, self.look, colors, awake=self.shod),
            shirt(person, colors),
            self.near_leg(),
            self.near_arm(grip),
        ))  # fmt: skip

    def tucked_side(self, grip: Grip) -> str:
        """The near side, with the near hand under the back and the elbow beside it."""
        person, colors, limb = self.person, self.colors, self.person.near_arm
        return "".join((
            self.near_arm(grip),
            neck(person, colors.skin_shade),
            head(person, self.look, colors, awake=self.shod),
            shirt(person, colors),
            self.near_leg(),
            upper_arm(person.body, limb, colors.skin, colors.sleeve),
        ))  # fmt: skip

    def head_pillow(self, resting: Frame | None = None) -> str:
        """A small pillow from the floor up to the back of the skull, or to where it rests."""
        size, frame = self.person.body.head, resting or self.person.spine.head
        crown, nape = frame.at(-2.0, 15.5), frame.at(-8.0, -7.5)
        skull = frame.at(-8.6 * size, 2.5 * size)
        left, right = min(crown.x - 8, skull.x - 32), max(nape.x, skull.x + 30)
        return prop.pillow(left, right, skull.y - 5, self.person.floor, self.palette)
