"""Which questions are asked, in which order."""

from pesagree.agreement import QUESTIONS, Agreement, Level
from pesagree.answers.reading import parse
from pesagree.interview import Scope, sections_named
from pesagree.interview.plan import CHAPTERS, NUMBERS, find, is_pending, progress, steps
from pesagree.interview.room import PLACES


def paths(text="", **scope):
    return [step.path for step in steps(parse(f"pesagree: 1\n{text}", "a").agreement, Scope(**scope))]


def test_every_question_has_a_chapter_and_every_room_question_a_place():
    sections = {section for group in CHAPTERS.values() for section in group}
    assert {question.section for question in QUESTIONS.values()} == sections
    room = {q.path for q in QUESTIONS.values() if q.who in ("room", "groups")}
    assert sorted(path for place in PLACES for path in place) == sorted(room)


def test_the_order_at_the_desk():
    asked = paths(level=Level.FULL)
    sections = list(dict.fromkeys(QUESTIONS[path].section for path in asked))
    assert sections == [
        *("buyer", "mid", "seller", "consent", "site", "service", "pay", "mon", "term", "breach", "risk"),
        *("law", "rights", "assign", "grievance", "sign", "special", "agreement"),
    ]


def test_conditions_are_judged_after_each_answer():
    assert "mid.name" not in paths(level=Level.FULL)
    assert "mid.name" not in paths("mid: {exists: no}", level=Level.FULL)
    assert "mid.name" in paths("mid: {exists: yes}", level=Level.FULL)


def test_private_questions_are_only_in_their_own_session_and_at_the_end_of_all():
    for of in (None, "room", "groups", "desk", "buyer", "expert", "lawyer", "assembly"):
        assert not any(path.startswith("private") for path in paths(level=Level.FULL, of=of))
    everything = paths(level=Level.FULL, of="all")
    assert [p for p in everything[-3:] if p.startswith("private.")] == everything[-3:]
    assert len(paths(level=Level.FULL, of="private")) == 3


def test_the_room_begins_with_the_place_and_ends_with_what_was_not_understood():
    asked = paths("pay: {form: cash}\nseller: {kind: native_community}", level=Level.STANDARD, of="room")
    assert asked[0] == "site.name"
    assert asked.index("service.allowed") < asked.index("service.limits")
    assert asked[-1] == "special"


def test_each_party_is_asked_by_itself():
    asked = paths("seller: [{kind: native_community}, {kind: household}]", level=Level.STANDARD)
    assert "seller.members_total" in asked
    assert "seller.2.members_total" not in asked
    assert asked.index("seller.2.kind") > asked.index("seller.use_lost")
    assert "seller.share_pct" in asked
    assert "seller.2.share_pct" in asked


def test_numbers_are_stable_and_lead_to_the_question():
    agreement = Agreement()
    assert NUMBERS["country"] == 1
    assert len(NUMBERS) == 193
    assert find(agreement, str(NUMBERS["term.years"]), {}) == "term.years"
    assert find(agreement, "pay.goods.2.qty", {}) == "pay.goods"
    assert find(agreement, "seller.2.name", {}) is None
    assert find(agreement, "seller.2.name", {"seller": 2}) == "seller.2.name"
    assert find(agreement, "nada", {}) is None


def test_progress_counts_inside_a_chapter():
    all_steps = steps(Agreement(), Scope())
    assert progress(all_steps, "buyer.name") == (2, 3)
    assert progress(all_steps, "private.minimum") == (0, 0)


def test_unknown_answers_wait_only_where_asked_for():
    agreement = parse("pesagree: 1\nterm: {years: ?? Ana}", "a").agreement
    step = next(s for s in steps(agreement, Scope()) if s.path == "term.years")
    assert not is_pending(agreement, step, Scope())
    assert is_pending(agreement, step, Scope(), unknown_too=True)


def test_sections_are_found_by_code_chapter_and_title():
    assert sections_named("pay") == {"pay"}
    assert sections_named("payment") == {"pay"}
    assert sections_named("Las reglas") == frozenset(CHAPTERS["terms"])
    assert sections_named("el agua") == {"water"}
    assert sections_named("zzz") == frozenset()
