"""What people need of their therapist, in its order, and the reasons for each."""

from enum import StrEnum


class Need(StrEnum):
    """In the order in which somebody is looked after, the most pressing first. A house choice."""

    SAFETY = "safety"
    WORSE = "worse"
    MESSAGE = "message"
    SILENT = "silent"
    ADVERSE = "adverse"
    NOT_IMPROVING = "not-improving"
    UNREAD = "unread"


class Reason(StrEnum):
    """Why somebody needs something."""

    ALARM = "alarm"
    """When they were asked again, an answer was an alarm."""
    URGENT_ANSWERS = "urgent-answers"
    """What they shared when they booked asks for care on the same day, and nobody has examined
    them yet."""
    TO_READ = "to-read"
    """Their intake asks to be read before the visit."""
    STOPPED = "stopped"
    """An exercise ended in a red light, and nobody has looked."""
    NO_BETTER = "no-better"
    """When they were asked again, they were no better."""
    FLARE = "flare"
    """They marked a flare-up that goes on."""
    MORE_PAIN = "more-pain"
    """Their shared diary tells of more pain than was measured last, by a change that matters."""
    WROTE = "wrote"
    """Their message waits for an answer."""
    NOTHING_TOLD = "nothing-told"
    """They told of their program, and then no more."""
    NOT_HEARD = "not-heard"
    """Nothing was heard of them, and no visit is to come."""
    ADVERSE = "adverse"
    """A note tells of an adverse event."""
    NOT_IMPROVING = "not-improving"
    """Their pain has not changed for the better, by a change that matters."""
    UNREAD = "unread"
    """Nothing was told since their program was published."""

    @property
    def need(self) -> Need:
        return _NEEDS[self]

    @property
    def place(self) -> tuple[int, int]:
        """How pressing it is, the least first. What may wait until a visit stands behind all else
        of safety."""
        return list(Need).index(self.need), int(self is Reason.TO_READ)

    @property
    def is_event(self) -> bool:
        """Whether it happened once: who has seen to it is asked again when it happens again.

        The others are how things stand, and come back while they stand.
        """
        return self in _EVENTS

    @property
    def has_own_end(self) -> bool:
        """Whether it ends by what is done about it, so that nobody is asked whether it was."""
        return self in {Reason.STOPPED, Reason.WROTE}


_NEEDS = {
    Reason.ALARM: Need.SAFETY,
    Reason.URGENT_ANSWERS: Need.SAFETY,
    Reason.TO_READ: Need.SAFETY,
    Reason.STOPPED: Need.WORSE,
    Reason.NO_BETTER: Need.WORSE,
    Reason.FLARE: Need.WORSE,
    Reason.MORE_PAIN: Need.WORSE,
    Reason.WROTE: Need.MESSAGE,
    Reason.NOTHING_TOLD: Need.SILENT,
    Reason.NOT_HEARD: Need.SILENT,
    Reason.ADVERSE: Need.ADVERSE,
    Reason.NOT_IMPROVING: Need.NOT_IMPROVING,
    Reason.UNREAD: Need.UNREAD,
}
_EVENTS = frozenset(
    {
        Reason.ALARM,
        Reason.URGENT_ANSWERS,
        Reason.TO_READ,
        Reason.NO_BETTER,
        Reason.FLARE,
        Reason.MORE_PAIN,
        Reason.ADVERSE,
    }
)
