"""What a kind of file needs and is not installed: a sentence that says so, and which kinds do without."""

from language import N_, translator

NO_BROWSER = N_("A PDF and a PNG are drawn by a browser, and none is installed here: install Chromium, or choose another format.")
NO_PANGO = N_(
    "A PDF is laid out with Pango, which is not installed here: install the packages that the README names, "
    "or choose PowerPoint, HTML, CSV or Excel."
)


class NotInstalled(RuntimeError):
    """This kind of file cannot be made here; nothing was written."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def say(self, language: str) -> str:
        return translator(language)(self.message)
