"""Handing letters to an SMTP server."""

import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import parse_qs, unquote, urlsplit

from forumapp.mail.models import OutboxLetter

TIMEOUT = 30
"""Seconds after which a silent server counts as failed."""


class Refused(Exception):
    """The server will never take this letter (a 5xx answer)."""


class Unreachable(Exception):
    """The server could not take the letter now."""


def message(letter: OutboxLetter, *, sender: str, host: str) -> EmailMessage:
    """Return the letter as it goes over the wire; its Message-ID is the same in every attempt."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = letter.recipient
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(letter.created_at)
    mail["Message-ID"] = f"<{letter.id}@{host}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = letter.language
    mail.set_content(letter.text)
    mail.add_alternative(letter.html, subtype="html")
    return mail


def send(mail: EmailMessage, *, smtp_url: str) -> None:
    """Hand one message to the server of ``smtp_url``; raises Refused for good, Unreachable for now."""
    parts = urlsplit(smtp_url)
    encryption = parse_qs(parts.query).get("tls", ["none"])[0]
    try:
        with _connection(parts.scheme, parts.hostname or "localhost", parts.port) as server:
            if encryption == "starttls":
                server.starttls(context=ssl.create_default_context())
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(mail)
    except smtplib.SMTPRecipientsRefused as refused:
        code, text = next(iter(refused.recipients.values()))
        raise (Refused if code >= 500 else Unreachable)(f"{code} {text.decode(errors='replace')}") from refused
    except smtplib.SMTPAuthenticationError as failed:
        raise Unreachable(f"{failed.smtp_code} the mail server did not accept the sign-in") from failed
    except smtplib.SMTPResponseException as answer:
        words = (
            answer.smtp_error.decode(errors="replace") if isinstance(answer.smtp_error, bytes) else answer.smtp_error
        )
        raise (Refused if answer.smtp_code >= 500 else Unreachable)(f"{answer.smtp_code} {words}") from answer
    except (OSError, smtplib.SMTPException) as failed:
        raise Unreachable(f"{type(failed).__name__}: {failed}") from failed


def _connection(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=TIMEOUT, context=ssl.create_default_context())
    return smtplib.SMTP(host, port or 587, timeout=TIMEOUT)
