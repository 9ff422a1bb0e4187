"""One line of the register: what is known of one draft in the folder."""

from dataclasses import dataclass

FROZEN = ("signed", "ended")
"""The stages whose papers nobody may touch again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one draft.

    `variant` says how it was asked for (language, form, format): a key has one draft for each. `file` is its
    name in the folder, `beside` the name of the newest draft where a person has changed `file`. `inputs` is
    the fingerprint of all that it was made of; `digest` and `size` (bytes) are of what was written last.
    `code` is that of the general conditions that go with it, where they are a paper of their own.
    `shown` is the stage that the table for people was given last, `mark` what a person wrote there instead
    and nobody understands, `extra` their own columns. `settled` drafts were on the disk when a batch ended;
    others are looked at before they are relied on.
    """

    key: str
    variant: str
    file: str
    inputs: str
    digest: str
    size: int
    identity: str = ""
    version: str = ""
    stage: str = ""
    code: str = ""
    shown: str = ""
    mark: str = ""
    beside: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    settled: bool = False

    @property
    def is_frozen(self) -> bool:
        """Whether its paper is signed, or bears a stage that nobody can read: then, too, hands off."""
        return self.stage in FROZEN or bool(self.mark)

    @property
    def newest(self) -> str:
        """The name of the file that holds what was written last."""
        return self.beside or self.file
