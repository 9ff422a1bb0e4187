"""What the review says of each sample, to the letter."""

import pytest

from pesagree.agreement import Agreement
from pesagree.answers.reading import load
from pesagree.resources import samples_dir
from pesagree.review import Severity, Stage, review


def sample(name: str, *, with_private: bool = True) -> Agreement:
    return load(samples_dir() / f"{name}.yaml", with_private=with_private).agreement


def rules(findings) -> set[str]:
    return {finding.rule for finding in findings}


GOOD = {
    "alto-mayo-water": (set(), set()),
    "loreto-aguajales": ({"GEN-11", "SRV-07"}, {"CAR-05", "CAR-07"}),
    "madre-de-dios-brazil-nuts": ({"SRV-07"}, set()),
    "tambopata-agroforestry": (set(), set()),
    "madre-de-dios-fondam": ({"PTY-11", "SRV-07"}, set()),
}


@pytest.mark.parametrize("name", GOOD)
def test_good_samples(name):
    fires, unknown = GOOD[name]
    found = review(sample(name), include_private=True)
    assert rules(found.firing) == fires
    assert rules(found.unknown) == unknown
    assert not found.later
    assert found.count(Severity.BLOCKS) == 0


def test_a_gap_that_was_accepted_is_shown_so():
    found = review(sample("loreto-aguajales"))
    (gap,) = (f for f in found.firing if f.rule == "GEN-11")
    assert gap.severity is Severity.SHOULD_FIX
    assert gap.accepted is not None
    assert not found.fails_at(Severity.SHOULD_FIX)
    assert found.fails_at(Severity.ADVICE)


BAD = {
    "blocks": """PTY-03 CON-01 CON-02 CON-05 CON-08 CON-11 LND-03 SRV-01 CAR-01 CAR-02 PAY-01 PAY-05 PAY-07
        PAY-08 MON-01 MON-11 TRM-01 BRC-02 BRC-04 GEN-01 GEN-02 GEN-03 GEN-05 GEN-06""",
    "should_fix": """PTY-05 PTY-08 PTY-09 CON-06 CON-12 LND-01 LND-04 LND-08 SRV-02 SRV-03 SRV-04 SRV-05
        SRV-06 CAR-03 CAR-04 CAR-05 CAR-06 CAR-07 PAY-04 PAY-06 PAY-11 PAY-12 PAY-14 PAY-15 PAY-20 PAY-23
        MON-02 MON-03 MON-05 MON-06 MON-09 MON-12 TRM-02 TRM-03 TRM-04 TRM-06 BRC-01 BRC-03 BRC-05 GEN-04
        GEN-07 GEN-14""",
    "advice": "LND-07 SRV-09 PAY-13 PAY-24 MON-07 MON-10 GEN-08 GEN-13",
}


def test_the_bad_deal_raises_exactly_this():
    found = review(sample("bad-deal"), include_private=True)
    for severity in Severity:
        firing = [f for f in found.firing if f.severity is severity]
        assert rules(firing) == set(BAD[severity].split())
    assert rules(found.unknown) == {"CON-07"}


def test_without_the_private_file_nothing_private_is_said():
    found = review(sample("bad-deal", with_private=False))
    assert not rules(found.findings) & {"PAY-04", "PAY-05", "PAY-22", "PAY-23"}
    assert not [line for line in found.money.lines if line.is_private]


def test_a_first_talk_is_no_bad_contract():
    found = review(sample("minimal"), include_private=True)
    assert found.stage is Stage.FIRST_TALK
    assert not found.firing
    assert found.unknown
    assert found.later


def test_another_stage_can_be_tried():
    found = review(sample("minimal"), Stage.FOR_SIGNATURE)
    assert {"GEN-11", "LND-01"} <= rules(found.firing)
    assert not found.later


def test_findings_come_heaviest_first_then_by_money_then_by_id():
    firing = review(sample("bad-deal"), include_private=True).firing
    order = [(f.severity.rank, -f.at_stake, f.rule) for f in firing]
    assert order == sorted(order)


def test_the_marks_of_a_good_deal_are_all_met_and_of_the_bad_one_only_the_payer():
    for name in GOOD:
        assert all(mark.truth is True for mark in review(sample(name)).marks), name
    bad = {mark.key: mark.truth for mark in review(sample("bad-deal")).marks}
    assert [key for key, truth in bad.items() if truth is True] == ["buyer"]
    assert bad["seller"] is None  # a title in process settles nothing
    assert len(bad) == 8


def test_the_marks_of_a_first_talk_say_which_answer_is_missing():
    marks = {mark.key: mark for mark in review(sample("minimal")).marks}
    assert marks["additional"].truth is None
    assert marks["additional"].paths == ("service.additional",)
    assert False not in [mark.truth for mark in marks.values()]
