"""How the application says no."""


class RuleBroken(Exception):
    """A refusal in a sentence for the person who asked; the edge shows it beside ``field`` and stores nothing.

    ``field`` is the form field's name, ``None`` for the form as a whole.
    """

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class ConfigurationError(Exception):
    """A setting is missing or wrong; the text says which and what to do."""


class Overtaken(RuleBroken):
    """Somebody else changed the thing since the asker read it (409); ``touching`` names what both changed, where that is known."""

    def __init__(self, sentence: str, *, touching: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.touching = touching
