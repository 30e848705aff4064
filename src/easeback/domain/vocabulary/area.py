"""Where on a body something is felt."""

from enum import StrEnum


class View(StrEnum):
    """From where a body is seen."""

    FRONT = "front"
    BACK = "back"


class Area(StrEnum):
    """A part of the body that a person can point at; left and right are the person's own.

    The values are written down with what people tell, and so never change.
    """

    NECK = "neck"
    SHOULDER_LEFT = "shoulder-left"
    SHOULDER_RIGHT = "shoulder-right"
    UPPER_BACK = "upper-back"
    MID_BACK = "mid-back"
    LOW_BACK_LEFT = "low-back-left"
    LOW_BACK_CENTER = "low-back-center"
    LOW_BACK_RIGHT = "low-back-right"
    BUTTOCK_LEFT = "buttock-left"
    BUTTOCK_RIGHT = "buttock-right"
    THIGH_BACK_LEFT = "thigh-back-left"
    THIGH_BACK_RIGHT = "thigh-back-right"
    LOWER_LEG_BACK_LEFT = "lower-leg-back-left"
    LOWER_LEG_BACK_RIGHT = "lower-leg-back-right"
    HEEL_LEFT = "heel-left"
    HEEL_RIGHT = "heel-right"
    CHEST = "chest"
    BELLY = "belly"
    HIP_LEFT = "hip-left"
    HIP_RIGHT = "hip-right"
    GROIN_LEFT = "groin-left"
    GROIN_RIGHT = "groin-right"
    THIGH_FRONT_LEFT = "thigh-front-left"
    THIGH_FRONT_RIGHT = "thigh-front-right"
    KNEE_LEFT = "knee-left"
    KNEE_RIGHT = "knee-right"
    LOWER_LEG_FRONT_LEFT = "lower-leg-front-left"
    LOWER_LEG_FRONT_RIGHT = "lower-leg-front-right"
    FOOT_LEFT = "foot-left"
    FOOT_RIGHT = "foot-right"

    @property
    def view(self) -> View:
        """The side of the body on which it is shown."""
        return View.FRONT if self in _IN_FRONT else View.BACK


_IN_FRONT = frozenset(tuple(Area)[tuple(Area).index(Area.CHEST) :])
