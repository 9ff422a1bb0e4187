"""Who has a box to sign in: everybody named, and room for those whom nobody has decided on yet."""

from collections.abc import Callable

import pytest

from pesagree.agreement import Agreement
from pesagree.compose import compose
from pesagree.document import Blank, Field, Signatures, Text

Agree = Callable[..., Agreement]


def boxes(agreement: Agreement) -> dict[str, list[str]]:
    """The signers of each side, a blank as ____, by the side's heading."""
    closing = next(c for c in compose(agreement, "es").clauses if c.id == "signatures")
    (table,) = [block for block in closing.blocks if isinstance(block, Signatures)]

    def said(nodes: tuple[object, ...]) -> str:
        shown = [
            n.text if isinstance(n, Text | Field) else "____" if isinstance(n, Blank) else "" for n in nodes
        ]
        return "".join(shown)

    return {said(side.heading): ["; ".join(map(said, s.lines)) for s in side.signers] for side in table.sides}


def test_while_nothing_is_known_there_is_room_for_all(agree: Agree) -> None:
    found = boxes(agree("{}"))
    assert {heading: len(people) for heading, people in found.items()} == {
        "Por quien paga: ____": 1,
        "Por la organización de apoyo, si la hay: ____": 1,
        "Por quien cuida: ____": 2,
        "Testigos, si los hay": 2,
        "Intérprete, si lo hay": 1,
    }


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("mid: {exists: no}", "Por la organización de apoyo"),
        ("sign: {witnesses: none}", "Testigos"),
        ("seller: {not_reading: 0}", "Intérprete"),
        ("seller: {not_reading: 3}\nsign: {interpreter: {name: none}}", "Intérprete"),
    ],
)
def test_who_does_not_sign_has_no_box(agree: Agree, text: str, heading: str) -> None:
    assert not any(one.startswith(heading) for one in boxes(agree(text)))


@pytest.mark.parametrize(
    ("text", "heading", "people"),
    [
        (
            "mid: {exists: yes, name: Comité}",
            "Por la organización de apoyo: Comité",
            ["____; DNI: ____; Cargo: ____"],
        ),
        ("sign: {witnesses: [{name: Ana, id: 00000007}]}", "Testigos", ["Ana; DNI: 00000007"]),
        ("seller: {not_reading: 3}", "Intérprete", ["____"]),
        ("seller: {not_reading: 3}\nsign: {interpreter: {name: Eva}}", "Intérprete", ["Eva"]),
    ],
)
def test_who_signs_has_a_box(agree: Agree, text: str, heading: str, people: list[str]) -> None:
    assert boxes(agree(text))[heading] == people


def test_a_box_says_how_its_signer_signs(agree: Agree) -> None:
    agreement = agree("""
        seller:
          signers:
            - {name: Ana, signs: ink}
            - {name: Eva, signs: fingerprint}
            - {name: Luz, signs: at_request}
    """)
    ana, eva, luz = (line.split("; ") for line in boxes(agreement)["Por quien cuida: ____"])
    assert (ana[3:], eva[3:]) == ([], ["Firma con la huella del dedo"])
    assert luz[3].startswith("Firma a su ruego")
