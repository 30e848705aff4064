"""Draws people from `population.yaml`: the same seed, the same people."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from easeback.domain.condition import Answer, Bank
from easeback.knowledge.reading import read_yaml

POPULATION = Path(__file__).parent / "population.yaml"


@dataclass(frozen=True)
class Person:
    """Complete answers, and the true serious feature this person has, if any."""

    answers: dict[str, Answer]
    serious: str | None
    weak_flags: int


class Population:
    """The people of the file."""

    def __init__(self, bank: Bank, path: Path = POPULATION) -> None:
        self._bank = bank
        self._rates: dict[str, Any] = read_yaml(path, path.name)

    @property
    def size(self) -> int:
        return int(self._rates["people"])

    def draw(self, number: int) -> Iterator[Person]:
        """So many people, always the same ones."""
        chance = random.Random(int(self._rates["seed"]))
        for _ in range(number):
            yield self._person(chance)

    def _person(self, chance: random.Random) -> Person:
        given: dict[str, object] = {"age": self._age(chance)}
        given["sex"] = "female" if chance.random() < self._rates["sex"]["female"] else "male"
        for trait in self._rates["flare"]:
            self._trait(chance, trait, given)
        weak = 0
        for flag in self._rates["weak"]:
            weak += self._flag(chance, flag, given)
        serious = self._serious(chance)
        if serious is not None:
            given |= serious["answers"]
        answers = self._bank.completed(self._bank.read(given))
        return Person(answers, None if serious is None else serious["name"], weak)

    def _age(self, chance: random.Random) -> int:
        bands = self._rates["age"]["bands"]
        low, high, _ = chance.choices(bands, weights=[share for *_, share in bands])[0]
        return chance.randint(low, high)

    def _trait(
        self, chance: random.Random, trait: dict[str, Any], given: dict[str, object]
    ) -> None:
        name = trait["question"]
        if any(
            given.get(question) != answer for question, answer in trait.get("where", {}).items()
        ):
            return
        if "many" in trait:
            ticked = [option for option, rate in trait["many"].items() if chance.random() < rate]
            given[name] = ticked
            return
        shares = trait.get("numbers") or trait["one"]
        rest = max(0.0, 1.0 - sum(shares.values()))
        picked = chance.choices([*shares, None], weights=[*shares.values(), rest])[0]
        if picked is not None:
            given[name] = picked

    def _flag(self, chance: random.Random, flag: dict[str, Any], given: dict[str, object]) -> int:
        age = given["age"]
        older = isinstance(age, int) and age >= 60
        rate = flag.get("from_60", flag["rate"]) if older else flag["rate"]
        if chance.random() >= rate or flag["question"] in given:
            return 0
        if flag["question"] == "pregnancy" and (given["sex"] != "female" or older):
            return 0
        given[flag["question"]] = flag["answer"]
        return 0 if flag.get("detail") else 1

    def _serious(self, chance: random.Random) -> dict[str, Any] | None:
        drawn = chance.random()
        for feature in self._rates["serious"]:
            drawn -= feature["rate"]
            if drawn < 0:
                found: dict[str, Any] = feature
                return found
        return None
