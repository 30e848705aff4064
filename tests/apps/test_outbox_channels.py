"""Which way mail leaves, and what a mail server gets to see."""

import smtplib
from email import message_from_bytes, policy
from uuid import UUID

import pytest
from django.core import mail as post
from django.core.mail.backends.locmem import EmailBackend
from pytest_django import Settings

from easeback.apps.notifications.channels import (
    MailServer,
    NotDelivered,
    letter,
    open_channel,
)
from easeback.apps.notifications.facts import Mail, Way
from easeback.apps.practice.actions import open_practice
from easeback.apps.practice.facts import PracticeFacts
from easeback.apps.practice.models import Practice
from easeback.domain.vocabulary import Language
from tests.apps.letters import INVITE, PLAN

ID = UUID("6f0f7a53-7a4c-4f26-8d5c-8f4f0c4ffae1")
MAIL = Mail(ID, "ana@example.org", Language.SPANISH, "Su cita, mañana", "Niño", (INVITE, PLAN))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("demo", "server", "name"),
    [
        (True, True, "demo"),
        (True, False, "demo"),
        (False, True, "mail"),
        (False, False, None),
    ],
)
def test_the_demonstration_never_mails_anybody(
    settings: Settings, *, demo: bool, server: bool, name: str | None
) -> None:
    open_practice(PracticeFacts(name="Harbor", phone="1-555-555-0142", is_demo=demo), [])
    settings.MAIL_SERVER = server
    channel = open_channel(Way.MAIL)
    assert (channel and channel.name) == name
    if demo:
        assert {open_channel(way).name for way in Way} == {"demo"}  # type: ignore[union-attr]


@pytest.mark.django_db
def test_nothing_is_sent_while_nobody_knows_which_practice_this_is(settings: Settings) -> None:
    settings.MAIL_SERVER = True
    assert not Practice.objects.exists()
    assert [open_channel(way) for way in Way] == [None] * len(Way)


def test_the_letter_says_all_and_its_id_is_the_same_each_time(settings: Settings) -> None:
    settings.MAIL_DOMAIN = "relief.example"
    one, two = (letter(MAIL).message() for _ in range(2))
    assert one["Message-ID"] == two["Message-ID"] == f"<{ID}@relief.example>"
    read = message_from_bytes(one.as_bytes(), policy=policy.default)
    assert (read["To"], read["Subject"]) == ("ana@example.org", "Su cita, mañana")
    assert read["Auto-Submitted"] == "auto-generated"
    leaves = [part for part in read.walk() if not part.is_multipart()]
    assert [part.get_content_type() for part in leaves] == [
        "text/plain",
        "text/calendar",
        "text/calendar",
        "application/pdf",
    ]
    assert leaves[0].get_content().strip() == "Niño"
    assert {part.get_param("method") for part in leaves[1:3]} == {"REQUEST"}
    assert [part.get_filename() for part in leaves] == [None, None, "visit.ics", "plan.pdf"]
    assert leaves[3].get_payload(decode=True) == PLAN.content


def test_the_mail_server_gets_it() -> None:
    MailServer()(MAIL)
    assert [sent.to for sent in post.outbox] == [["ana@example.org"]]


@pytest.mark.parametrize(
    ("raised", "reason", "for_good"),
    [
        (smtplib.SMTPRecipientsRefused({"ana@x": (550, b"ana?")}), "recipient refused [550]", True),
        (smtplib.SMTPRecipientsRefused({"ana@x": (450, b"ana")}), "recipient refused [450]", False),
        (smtplib.SMTPDataError(554, b"ana"), "SMTPDataError 554", False),
        (smtplib.SMTPAuthenticationError(535, b"ana"), "SMTPAuthenticationError 535", False),
        (smtplib.SMTPServerDisconnected("ana"), "SMTPServerDisconnected", False),
        (TimeoutError("ana"), "TimeoutError", False),
    ],
)
def test_a_failure_is_told_without_the_address(
    monkeypatch: pytest.MonkeyPatch, raised: Exception, reason: str, *, for_good: bool
) -> None:
    def fail(*_: object) -> int:
        raise raised

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    with pytest.raises(NotDelivered) as failure:
        MailServer()(MAIL)
    assert (failure.value.reason, failure.value.for_good) == (reason, for_good)
    assert failure.value.__suppress_context__
