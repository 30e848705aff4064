"""Who is sent where: levels, questions, screens and seconds in the population of the file."""

from collections import Counter
from statistics import median, quantiles

from benchmarks.keystrokes import Keystrokes
from benchmarks.people import Person, Population
from easeback.domain.triage import Walk
from easeback.domain.vocabulary import Urgency
from easeback.knowledge import Knowledge, knowledge


class Group:
    """Some of the people: where they ended, and what it took."""

    def __init__(self) -> None:
        self.levels: Counter[Urgency] = Counter()
        self.rules: Counter[str] = Counter()
        self.seconds: list[float] = []
        self.screens: list[int] = []
        self.questions: list[int] = []

    def add(self, urgency: Urgency, rules: tuple[str, ...], walk: Walk, seconds: float) -> None:
        self.levels[urgency] += 1
        self.rules.update(rules)
        self.seconds.append(seconds)
        self.screens.append(len(walk.steps))
        self.questions.append(len(walk.questions))

    def row(self, name: str) -> str:
        size = sum(self.levels.values())
        if not size:
            return f"{name:<34} nobody"
        shares = [100 * self.levels[urgency] / size for urgency in reversed(Urgency)]
        left = sum(shares[:-1])
        spread = quantiles(self.seconds, n=10) if size > 1 else [self.seconds[0]] * 9
        return (
            f"{name:<34} {size:>6} {shares[0]:>6.2f} {shares[1]:>6.2f} {shares[2]:>6.2f} "
            f"{shares[3]:>6.2f} {left:>7.2f} {median(self.questions):>6.0f} "
            f"{median(self.screens):>5.0f} {max(self.screens):>4} "
            f"{median(self.seconds):>6.1f} {spread[8]:>6.1f}"
        )


def main() -> None:
    known = knowledge()
    population = Population(known.bank)
    names = (
        "all comers",
        "ordinary flares",
        "a serious feature",
        "plain flares",
        "emergencies",
        "gets a plan",
    )
    groups = {name: Group() for name in names}
    flagged = 0
    for person in population.draw(population.size):
        flagged += person.weak_flags > 0
        _place(known, person, groups)
    _print(groups, flagged, population.size)


def _place(known: Knowledge, person: Person, groups: dict[str, Group]) -> None:
    walk = known.journey.walk(person.answers)
    assessment = known.triage.assess(walk.progress.answers)
    keys = Keystrokes(known, person.answers)
    for step in walk.steps:
        keys.take(step)
    urgency = assessment.urgency
    belongs = {
        "all comers": True,
        "ordinary flares": person.serious is None,
        "a serious feature": person.serious is not None,
        "plain flares": person.serious is None and not person.weak_flags,
        "emergencies": urgency is Urgency.EMERGENCY,
        "gets a plan": urgency is Urgency.SELF_CARE and person.serious is None,
    }
    for name, group in groups.items():
        if belongs[name]:
            group.add(urgency, assessment.rules, walk, keys.seconds)


def _print(groups: dict[str, Group], flagged: int, size: int) -> None:
    print(f"{size} people; {100 * flagged / size:.0f} % carry a weak flag. Levels in percent.\n")
    print(
        f"{'':<34} {'people':>6} {'U1':>6} {'U2':>6} {'U3':>6} {'U4':>6} {'beyond':>7} "
        f"{'asked':>6} {'pages':>5} {'max':>4} {'s p50':>6} {'s p90':>6}"
    )
    for name, group in groups.items():
        print(group.row(name))
    print("\nRules above self-care that fired most in ordinary flares, per 1,000:")
    ordinary = groups["ordinary flares"]
    people = sum(ordinary.levels.values())
    rules = knowledge().rules
    raising = [(r, n) for r, n in ordinary.rules.most_common() if rules[r].urgency != "self_care"]
    print("  " + ", ".join(f"{rule} {1000 * n / people:.1f}" for rule, n in raising[:18]))


if __name__ == "__main__":
    main()
