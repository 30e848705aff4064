"""What becomes due by itself. Here, since it is wired from rooms that do not know each other.

A piece keeps what it has to do in tables of its own, takes it in such a way that two workers never
do one thing twice, and is fit to be called at any moment and again. So nothing depends on a round
that was cut off: the next one finds what is left.
"""

from easeback.ops.due import Due


def due_work() -> tuple[Due, ...]:
    """All due work, in its order. What frees or ends something stands before the mail about it."""
    # Imported late: tables can be spoken of only once Django is set up.
    from easeback.apps.accounts.actions import forget_sessions  # noqa: PLC0415
    from easeback.apps.accounts.passkeys import forget_challenges  # noqa: PLC0415
    from easeback.apps.audit.actions import note_last  # noqa: PLC0415
    from easeback.apps.booking.actions import let_go_of_expired  # noqa: PLC0415
    from easeback.apps.booking.forgetting import (  # noqa: PLC0415
        forget_holds,
        forget_who_waited,
        forget_writes,
    )
    from easeback.apps.booking.reading import read_calendars  # noqa: PLC0415
    from easeback.apps.booking.rounds import offer_freed_slots  # noqa: PLC0415
    from easeback.apps.care.intakes import forget_old_drafts  # noqa: PLC0415
    from easeback.apps.care.overdue import ask_about_overdue  # noqa: PLC0415
    from easeback.apps.care.own_exercises import forget_unused_files  # noqa: PLC0415
    from easeback.apps.care.proving import forget_old_codes as forget_intake_codes  # noqa: PLC0415
    from easeback.apps.notifications.actions import send_waiting  # noqa: PLC0415
    from easeback.apps.selfcare.actions import forget_old_codes, forget_unseen  # noqa: PLC0415
    from easeback.apps.selfcare.places import forget_old_messages, forget_old_places  # noqa: PLC0415
    from easeback.config.calendars import Elsewhere  # noqa: PLC0415
    from easeback.ops.ticking import forget_ticks  # noqa: PLC0415
    from easeback.web.patient.waiting.letters import about_offer, about_the_end  # noqa: PLC0415

    return (
        Due("let go of holds that ran out", lambda at: let_go_of_expired(at=at)),
        Due(
            "offer what is free",
            lambda at: offer_freed_slots(at=at, words=about_offer, farewell=about_the_end),
        ),
        Due("send mail", lambda at: send_waiting(at=at)),
        Due("ask about messages that wait too long", lambda at: ask_about_overdue(at=at)),
        # After the mail: it may take its whole minute.
        Due("read foreign calendars", lambda at: read_calendars(Elsewhere(), at=at)),
        Due("forget old ticks", lambda at: forget_ticks(at=at)),
        Due("forget who waited", lambda at: forget_who_waited(at=at)),
        Due("forget old writes", lambda at: forget_writes(at=at)),
        Due("forget holds that were not booked", lambda at: forget_holds(at=at)),
        Due("forget old sessions", lambda at: forget_sessions(at=at)),
        Due("forget old codes", lambda at: forget_old_codes(at=at)),
        Due("forget old codes of intakes", lambda at: forget_intake_codes(at=at)),
        Due("forget intakes nobody comes back to", lambda at: forget_old_drafts(at=at)),
        Due("forget files that no exercise took", lambda at: forget_unused_files(at=at)),
        Due("forget diaries nobody comes back to", lambda at: forget_unseen(at=at)),
        Due("forget where questions went", lambda at: forget_old_places(at=at)),
        Due("forget old questions' messages", lambda at: forget_old_messages(at=at)),
        Due("note the last mark", lambda at: note_last(at=at)),
        Due("forget old challenges", lambda at: forget_challenges(at=at)),
    )
