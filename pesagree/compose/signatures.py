"""The signature table: each party's signers with room for the signature and the fingerprint."""

from collections.abc import Iterator

from pesagree.agreement import Agreement, Status
from pesagree.agreement.conditions import COUPLE, MID, NON_READERS
from pesagree.compose import looks
from pesagree.compose.values import Speaker
from pesagree.document import Inline, Signatures, SignatureSide, Signer, Text

EMPTY_BOXES = 2
"""Boxes for a party whose signers, or for an agreement whose witnesses, nobody has named."""


def signatures(speaker: Speaker) -> Signatures:
    """The table for all parties, witnesses and the interpreter; room too for those not yet decided on."""
    return Signatures(
        tuple(_sides(speaker)),
        speaker.words.phrase("fingerprint"),
        speaker.words.phrase("signature"),
    )


def _sides(speaker: Speaker) -> Iterator[SignatureSide]:
    agreement = speaker.agreement
    for party in agreement.parties("buyer"):
        rep = f"{party}.rep"
        yield _side(speaker, "signs_buyer", f"{party}.name", [(f"{rep}.name", f"{rep}.id", f"{rep}.office")])
    if (mid := MID.holds(agreement)) is not False:
        people = [("mid.rep.name", "mid.rep.id", "mid.rep.office")]
        yield _side(speaker, "signs_mid" if mid else "signs_mid_if", "mid.name", people)
    for party in agreement.parties("seller"):
        yield _side(speaker, "signs_seller", f"{party}.name", list(_seller_people(speaker, party)))
    if speaker.ask(looks.status, "sign.witnesses") is not Status.NONE:
        witnesses = speaker.ask(looks.count, "sign.witnesses")
        count = EMPTY_BOXES if witnesses is None else witnesses
        people = [(f"sign.witnesses.{n}.name", f"sign.witnesses.{n}.id", "") for n in range(1, count + 1)]
        yield _side(speaker, "signs_witness_if" if witnesses is None else "signs_witness", "", people)
    interpreter, needed = speaker.ask(looks.status, "sign.interpreter.name"), NON_READERS.holds(agreement)
    given = interpreter is Status.GIVEN
    if given or (interpreter is not Status.NONE and needed is not False):
        heading = "signs_interpreter" if needed or given else "signs_interpreter_if"
        yield _side(speaker, heading, "", [("sign.interpreter.name", "", "")])


def _seller_people(speaker: Speaker, party: str) -> Iterator[tuple[str, str, str]]:
    """Every signer, and the husband, wife or partner of a couple."""
    given = speaker.ask(looks.count, f"{party}.signers")
    count = EMPTY_BOXES if given is None else given
    for number in range(1, count + 1):
        path = f"{party}.signers.{number}"
        yield f"{path}.name", f"{path}.id", f"{path}.office"
    spouse = f"{party}.spouse.name"
    if not COUPLE.holds(speaker.agreement, party) or speaker.ask(_has_a_box, party, count):
        return
    if speaker.ask(looks.status, spouse) is not Status.NONE:
        yield spouse, f"{party}.spouse.id", ""


def _has_a_box(agreement: Agreement, party: str, count: int) -> bool:
    """Whether the spouse is already among the first `count` signers, by name and identity number."""
    spouse = agreement.answer(f"{party}.spouse.name"), agreement.answer(f"{party}.spouse.id")
    signers = (f"{party}.signers.{number}" for number in range(1, count + 1))
    return spouse[0].is_given and any(
        (agreement.answer(f"{one}.name").value, agreement.answer(f"{one}.id").value)
        == (spouse[0].value, spouse[1].value)
        for one in signers
    )


def _side(speaker: Speaker, heading: str, name: str, people: list[tuple[str, str, str]]) -> SignatureSide:
    title: tuple[Inline, ...] = (Text(speaker.words.phrase(heading)),)
    if name:
        title = (*title, Text(": "), *speaker.answer(name))
    return SignatureSide(title, tuple(_signer(speaker, *person) for person in people))


def _signer(speaker: Speaker, name: str, identity: str, office: str) -> Signer:
    peru = speaker.country == "PE"
    lines: list[tuple[Inline, ...]] = [speaker.answer(name)]
    if identity:
        label = speaker.words.phrase("identity_peru" if peru else "identity")
        lines.append((Text(label + ": "), *speaker.answer(identity)))
    if office:
        lines.append((Text(speaker.words.phrase("office") + ": "), *speaker.answer(office)))
    how = speaker.agreement.answer(name.removesuffix(".name") + ".signs")
    if how.value == "fingerprint":
        lines.append((Text(speaker.words.phrase("signs_fingerprint")),))
    if how.value == "at_request":
        lines.append((Text(speaker.words.phrase("signs_at_request") + ": ______________________"),))
    return Signer(tuple(lines))
