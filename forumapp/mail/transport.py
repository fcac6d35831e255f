"""Handing letters to an SMTP server."""

import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import parse_qs, unquote, urlsplit

from forumapp.mail.models import OutboxLetter

TIMEOUT = 15
"""Seconds after which a server that does not answer the greeting counts as failed."""
LETTER_TIMEOUT = 40
"""Seconds after which a server that does not answer while it takes a letter counts as failed: slow ones take what is sent twice."""


class Refused(Exception):
    """The server will never take this letter (a 5xx answer)."""


class Postponed(Exception):
    """The server does not take this letter now (a 4xx answer)."""


class Unreachable(Exception):
    """The server itself could not be talked to: no letter will leave now."""


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
    """Hand one message to the server of ``smtp_url``; raises Refused for good, Postponed or Unreachable for now."""
    try:
        with connection(smtp_url) as server:
            _hand_over(mail, server)
    except (OSError, smtplib.SMTPException) as failed:
        raise Unreachable(_words(failed)) from failed


def connection(smtp_url: str) -> smtplib.SMTP:
    """Return a connection to the server of ``smtp_url``, signed in; raises OSError or SMTPException."""
    parts = urlsplit(smtp_url)
    server = _connected(parts.scheme, parts.hostname or "localhost", parts.port)
    try:
        if parse_qs(parts.query).get("tls", ["none"])[0] == "starttls":
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except (OSError, smtplib.SMTPException):
        server.close()
        raise
    return server


def _connected(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=TIMEOUT, context=ssl.create_default_context())
    return smtplib.SMTP(host, port or 587, timeout=TIMEOUT)


def _hand_over(mail: EmailMessage, server: smtplib.SMTP) -> None:
    """Give the letter to the server; what it answers tells a refused letter from one for later."""
    if server.sock is not None:
        server.sock.settimeout(LETTER_TIMEOUT)
    try:
        server.send_message(mail)
    except smtplib.SMTPRecipientsRefused as refused:
        code, text = next(iter(refused.recipients.values()))
        raise _answered(code, text) from refused
    except smtplib.SMTPNotSupportedError as refused:
        raise Refused(str(refused)) from refused
    except smtplib.SMTPResponseException as answer:
        raise _answered(answer.smtp_code, answer.smtp_error) from answer


def _answered(code: int, text: bytes | str) -> Exception:
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    return (Refused if code >= 500 else Postponed)(f"{code} {words}")


def _words(failed: Exception) -> str:
    if isinstance(failed, smtplib.SMTPAuthenticationError):
        return f"{failed.smtp_code} the mail server did not accept the sign-in"
    return f"{type(failed).__name__}: {failed}"
