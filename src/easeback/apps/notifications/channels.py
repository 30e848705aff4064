"""The ways out of the outbox, one channel for each, or the page of the demonstration for all."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from easeback.apps.notifications.delivery import Channel, NotDelivered
from easeback.apps.notifications.facts import Mail, Way
from easeback.apps.notifications.pushing import PushService
from easeback.apps.notifications.texting import Gateway, texts_go_out
from easeback.apps.practice import queries

__all__ = ["Channel", "DemonstrationPage", "MailServer", "NotDelivered", "letter", "open_channel"]

TIMEOUT = 10
"""Seconds a mail server may take for one answer; a whole mail needs about ten answers."""
FINAL = range(500, 600)
"""Codes with which a mail server says "never"."""


class MailServer:
    """The practice's mail server, through Django's mail back end."""

    name = "mail"

    def __call__(self, mail: Mail) -> None:
        try:
            letter(mail).send()
        except smtplib.SMTPRecipientsRefused as refusal:
            codes = [code for code, _ in refusal.recipients.values()]
            for_good = all(code in FINAL for code in codes)
            raise NotDelivered(f"recipient refused {codes}", for_good=for_good) from None
        except smtplib.SMTPResponseException as refusal:
            # Not for good: most often the account or the server's own rules, which staff can mend.
            kind = type(refusal).__name__
            raise NotDelivered(f"{kind} {refusal.smtp_code}") from None
        except OSError as failure:
            raise NotDelivered(type(failure).__name__) from None


class DemonstrationPage:
    """Delivers to /demo/outbox: that it was sent this way is all that the page asks for."""

    name = "demo"

    def __call__(self, mail: Mail) -> None:
        """Nothing is left to do."""


def open_channel(way: Way) -> Channel | None:
    """What this practice sends that way by; None where there is nothing, and messages must wait.

    Nothing of the demonstration leaves the house, even where a mail server is set up. While nobody
    knows which practice this is, because none is set up or the database does not answer, nothing is
    sent.
    """
    practice = queries.practice()
    if practice.is_demo:
        return DemonstrationPage()
    return _ours(way) if practice.name else None


def _ours(way: Way) -> Channel | None:
    match way:
        case Way.MAIL:
            return MailServer() if settings.MAIL_SERVER else None
        case Way.PUSH:
            return PushService() if settings.PUSHES else None
        case Way.TEXT:
            return Gateway() if texts_go_out() else None


def letter(mail: Mail) -> EmailMultiAlternatives:
    """The mail as it travels. Its Message-ID is the same at every attempt."""
    made = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.body,
        to=[mail.recipient],
        connection=get_connection(timeout=TIMEOUT),
        headers={
            "Message-ID": f"<{mail.id}@{settings.MAIL_DOMAIN}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": str(mail.language),
        },
    )
    for file in mail.attachments:
        if "method=" in file.media_type.lower():
            # An invitation: calendar programs look for it beside the text, people for a file.
            made.attach_alternative(file.content.decode(), file.media_type)
        made.attach(file.name, file.content, file.media_type)
    return made
