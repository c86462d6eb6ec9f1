"""A text by mail, through the server of the settings."""

import smtplib
import ssl
from email.message import EmailMessage

from settings import Smtp

PATIENCE_S = 30


class MailRefused(ValueError):
    """The server could not be reached or did not take the mail; the text is a sentence that says what to look at."""


def send(subject: str, text: str, smtp: Smtp) -> None:
    """Send a plain text to the recipients of the settings.

    Raises:
        MailRefused: the server was not reached, or took it for none or not all of them.
    """
    try:
        _deliver(_message(subject, text, smtp), smtp)
    except OSError as error:  # smtplib's own are among them
        raise MailRefused(
            f"The mail server {smtp.host}:{smtp.port} did not take the mail ({error}). Look at [smtp] in the settings."
        ) from error


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
