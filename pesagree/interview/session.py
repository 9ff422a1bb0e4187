"""The walk: from the first open question to the review and the draft, back and forth as people wish."""

from contextlib import suppress
from dataclasses import dataclass, field

from pydantic import ValidationError

from pesagree.agreement import QUESTIONS, Kind, Level, Status, key
from pesagree.agreement.form import PARTY_SECTIONS
from pesagree.errors import TemplateError
from pesagree.interview import plan
from pesagree.interview.asking import Asked, ask, heading
from pesagree.interview.commands import Verb
from pesagree.interview.lists import ask_lines, ask_things
from pesagree.interview.prompter import EndOfInput
from pesagree.interview.review import review, to_find_out
from pesagree.interview.schedule import ask_schedule
from pesagree.interview.talk import Jump, Leave, Outcome, Talk

DONE, BAD_TEMPLATE, NOT_WRITTEN, STOPPED = 0, 4, 7, 130


@dataclass
class Session:
    """One sitting. `again` is the command that resumes it."""

    talk: Talk
    again: str
    is_new: bool = False
    trail: list[str] = field(default_factory=list)  # asked, in order: the way back
    done: set[str] = field(default_factory=set)  # asked in this pass, answered or not
    anchor: str = ""  # the last question asked in its turn
    ahead: list[str] = field(default_factory=list)  # asked for by :go
    place: str = ""  # the chapter or section whose title was shown last
    read_out: set[str] = field(default_factory=set)
    asked_more: set[tuple[str, int]] = field(default_factory=set)
    unknown_too: bool = False
    may_ask_private: bool | None = None

    def run(self) -> int:
        """Talk until the draft is written or the people stop; the exit code."""
        try:
            return self._run()
        except Leave:
            return self._stopped(DONE)
        except (EndOfInput, KeyboardInterrupt):
            self.talk.show()
            return self._stopped(STOPPED)

    def _run(self) -> int:
        if not self.talk.steps:
            self.talk.say("start.nothing")
            return DONE
        self._greet()
        while True:
            try:
                if not self._ask_next():
                    self.talk.on_the_wall()
                    review(self.talk)
                    break
            except Jump as jump:
                self.ahead.append(jump.path)
        self.talk.on_the_wall()
        to_find_out(self.talk)
        if self.talk.scope.of == "private":
            return self._stopped(DONE)  # the seller's own figures reach no draft
        self._advise()
        self.talk.show()
        error = self.talk.draft()
        return DONE if error is None else BAD_TEMPLATE if isinstance(error, TemplateError) else NOT_WRITTEN

    def _advise(self) -> None:
        """What stops the deal at this stage, and what is most useful to find out next."""
        from pesagree.review import review as advised  # slow to import, and needed only at the end
        from pesagree.review.report_text import closing

        talk = self.talk
        lines = closing(advised(talk.agreement), talk.agreement, talk.words)
        if lines:
            talk.show()
        for line in lines:
            talk.show(line)

    def _greet(self) -> None:
        talk = self.talk
        name = talk.store.path.name
        talk.say("start.new" if self.is_new else "start.resume", name=name)
        talk.say(f"start.level_{talk.scope.level}")
        if talk.scope.of not in (None, "all"):
            talk.say("start.of", who=talk.words.name("asks", str(talk.scope.of)))
        talk.say("start.keys")
        if talk.scope.of == "private":
            talk.say("private.warning")
        statuses = [talk.agreement.answer(step.path).status for step in talk.steps]
        # With nothing open any more, what nobody knew the last time is asked again.
        self.unknown_too = Status.OPEN not in statuses

    def _stopped(self, code: int) -> int:
        talk = self.talk
        if talk.unsaved:
            talk.say("stop.unsaved")
            for path, raw in talk.unsaved.items():
                talk.show(f"  {path}: {raw}")
            return code or NOT_WRITTEN
        talk.say("stop.saved", name=talk.store.path.name)
        talk.say("stop.again", command=self.again)
        return code

    # --- where to go ------------------------------------------------------------------------

    def _ask_next(self) -> bool:
        """Ask one question; False when nothing in this session waits any more."""
        if self.ahead:
            self._ask(self.ahead.pop(), in_turn=False)
            return True
        step = self._next()
        if self._another(step):
            step = self._next()
        if step is None:
            return False
        if step.question.is_private and not self._private_now():
            return True
        self._announce(step)
        self._ask(step.path, in_turn=True)
        return True

    def _next(self) -> plan.Step | None:
        """The first question that waits after the last one, else the first that waits at all."""
        steps = self.talk.steps
        paths = [step.path for step in steps]
        after = paths.index(self.anchor) + 1 if self.anchor in paths else 0
        for step in (*steps[after:], *steps[:after]):
            waits = plan.is_pending(self.talk.agreement, step, self.talk.scope, unknown_too=self.unknown_too)
            if waits and step.path not in self.done and not self._is_refused(step):
                return step
        return None

    def _is_refused(self, step: plan.Step) -> bool:
        return step.question.is_private and self.may_ask_private is False

    def _private_now(self) -> bool:
        """In a session with everybody's questions the private ones need the seller's own screen."""
        if self.talk.scope.of == "private" or self.may_ask_private:
            return True
        self.talk.show()
        self.talk.say("private.warning")
        self.talk.say("private.go_on")
        self.may_ask_private = self._says_yes("private.opportunity")
        return self.may_ask_private

    def _says_yes(self, path: str) -> bool:
        while True:
            typed = self.talk.listen(path, lambda: self.talk.say("commands.all"))
            if typed.verb is not Verb.ANSWER:
                return False
            with suppress(ValidationError):
                return bool(QUESTIONS["mid.exists"].read(typed.text))
            self.talk.say("another.yes_or_no")

    def _another(self, step: plan.Step | None) -> bool:
        """After the questions of the last buyer or seller: is there one more? True where one came up."""
        section, scope, talk = self.anchor.partition(".")[0], self.talk.scope, self.talk
        if section not in PARTY_SECTIONS or scope.of not in (None, "all", "desk"):
            return False
        if step is not None and step.question.section == section:
            return False
        count = len(plan.parties(talk.agreement, section, talk.more))
        if (scope.level is Level.ESSENTIAL and count == 1) or (section, count) in self.asked_more:
            return False
        self.asked_more.add((section, count))
        talk.show()
        talk.say(f"another.{section}")
        if not self._says_yes(self.anchor):
            return False
        talk.more[section] = count + 1
        return True

    # --- saying where we are ----------------------------------------------------------------

    def _announce(self, step: plan.Step) -> None:
        """The title and the short plain explanation of a part that begins."""
        talk = self.talk
        if talk.scope.of == "room":
            self._read_out(step)
            if self.place != step.group:
                self.place = step.group
                words = talk.words.room_places[int(step.group) - 1]
                talk.show()
                talk.say("place.title", title=words["title"], number=step.group)
                talk.show(words["intro"])
        elif self.place != step.section:
            self.place = step.section
            talk.show()
            talk.say("place.section", title=talk.words.section_title(step.section))
            talk.show(talk.words.section_intro(step.section))

    def _read_out(self, step: plan.Step) -> None:
        """In the room, what another paper has answered already is read out in one line."""
        talk = self.talk
        for before in talk.steps:
            if before.path == step.path:
                return
            text = talk.in_words(before.path)
            if text and before.path not in self.read_out | self.done:
                self.read_out.add(before.path)
                label = talk.words.label(before.question.path, talk.speaker.country)
                talk.say("place.known", label=label, answer=" ".join(text.split()))

    def _head(self, path: str) -> str:
        """Progress in words: "Payment, question 4 of 17"."""
        talk = self.talk
        steps = talk.steps
        position, count = plan.progress(steps, path)
        if not count:
            where = talk.words.section_title(QUESTIONS[key(path)].section)
            return heading(talk, path, where)
        group = next(step.group for step in steps if step.path == path)
        title = (
            talk.words.room_places[int(group) - 1]["title"]
            if talk.scope.of == "room"
            else talk.words.say(f"chapters.{group}")
        )
        return heading(
            talk, path, talk.words.say("ask.progress", title=title, position=position, count=count)
        )

    # --- asking -----------------------------------------------------------------------------

    def _ask(self, path: str, *, in_turn: bool) -> None:
        """Ask the question at `path`; `<` takes up the one before it."""
        question = QUESTIONS[key(path)]
        asked = Asked(path, question, self._head(path))
        if question.when.holds(self.talk.agreement, plan.party_of(path)) is not True:
            self.talk.show()
            self.talk.say("ask.not_now")
        self.talk.on_the_wall(path, asked.head)
        match question.kind:
            case Kind.LIST if question.generator:
                outcome = ask_schedule(self.talk, asked)
            case Kind.LIST:
                outcome = ask_things(self.talk, asked)
            case Kind.LINES:
                outcome = ask_lines(self.talk, asked)
            case _:
                outcome = ask(self.talk, asked)
        if outcome is Outcome.BACK:
            self._back()
            return
        self.trail.append(path)
        self.done.add(path)
        if in_turn:
            self.anchor = path

    def _back(self) -> None:
        """Take up the question before; those passed on the way stay answered, or are asked again if open."""
        if not self.trail:
            self.talk.say("ask.no_way_back")
            return
        before = self.trail.pop()
        self.done.discard(before)
        self.anchor = self.trail[-1] if self.trail else ""
        self.ahead.append(before)
