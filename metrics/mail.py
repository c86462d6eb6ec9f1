"""A text by mail, through the server of the settings."""

import smtplib
import ssl
from email.message import EmailMessage

from language import N_, translator
from metrics.command import reason
from settings import Smtp

PATIENCE_S = 30
NOT_TAKEN = N_("The mail server {host}:{port} did not take the mail ({why}). Look at [smtp] in the settings.")


class MailRefused(ValueError):
    """The server could not be reached or did not take the mail; `say` gives a sentence that says what to look at."""

    def __init__(self, message: str, error: OSError | None = None, **facts: object) -> None:
        self.message, self.error, self.facts = message, error, facts
        super().__init__(self.say("en"))

    def say(self, language: str) -> str:
        why = "" if self.error is None else _why(self.error, language)
        return translator(language)(self.message).format(**self.facts, why=why)


def send(subject: str, text: str, smtp: Smtp) -> None:
    """Send a plain text to the recipients of the settings.

    Raises:
        MailRefused: the server was not reached, or took it for none or not all of them.
    """
    try:
        _deliver(_message(subject, text, smtp), smtp)
    except OSError as error:  # smtplib's own are among them
        raise MailRefused(NOT_TAKEN, error, host=smtp.host, port=smtp.port) from error


def _why(error: OSError, language: str) -> str:
    """What a mail server answers is told as it says it."""
    return str(error) if isinstance(error, smtplib.SMTPException) else reason(error, language)


def _message(subject: str, text: str, smtp: Smtp) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, smtp.sender, ", ".join(smtp.recipients)
    message.set_content(text)
    return message


def _deliver(message: EmailMessage, smtp: Smtp) -> None:
    with smtplib.SMTP(smtp.host, smtp.port, timeout=PATIENCE_S) as server:
        if smtp.starttls:
            server.starttls(context=ssl.create_default_context())
        if smtp.user:
            server.login(smtp.user, smtp.password.get_secret_value())
        if refused := server.send_message(message):
            raise smtplib.SMTPRecipientsRefused(refused)
