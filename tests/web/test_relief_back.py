"""Back: the page before with what was chosen on it, and the same way forward again."""

from random import Random

import pytest
from django.test import Client

from easeback.knowledge import knowledge
from tests.web.visitor import Visitor, close_lists, mildest
from tests.web.wanderer import wander

pytestmark = pytest.mark.django_db
SEEDS = pytest.mark.parametrize("seed", range(16))


def chosen(visitor: Visitor, button: str) -> list[str]:
    """The buttons of the page that are marked as chosen before."""

    def label(value: str) -> str:
        return visitor.html.split(f'name="{button}" value="{value}">')[1].split("</button>")[0]

    return [v for v in visitor.form.choices(button) if "(you chose this)" in label(v)]


def choose_again(visitor: Visitor) -> None:
    """Presses what is marked, and leaves what is filled in; what is new here is answered mildly.

    An item whose details came to nothing is not marked again, so another page may come first and
    ask more than it did.
    """
    for button in ("tap", "pick", "close"):
        if marked := chosen(visitor, button):
            visitor.fill((button, marked[0]), {})
            return
    if visitor.form.choices("tap"):
        # Everything that was touched here has been touched again: the rest was none.
        visitor.fill(("close", visitor.form.choices("close")[0]), {})
    else:
        new = [q for q in visitor.form.asked if q != "tick" and not visitor.form.checked(q)]
        visitor.fill(("go", "next"), {q: mildest(visitor.form.values(q)) for q in new})


@SEEDS
def test_the_whole_way_back_and_forward_again_leads_to_the_same_result(
    client: Client, seed: int
) -> None:
    visitor = Visitor(client)
    first = visitor.form.choices("tap")
    wander(visitor, Random(seed))
    result, known = visitor.title, {q: sorted(a) for q, a in visitor.known.items()}
    for _ in range(80):
        visitor.press("go", "back")
        if visitor.is_asked and not visitor.known and not visitor.form.hidden("opened"):
            break
    assert first == visitor.form.choices("tap") or visitor.form.hidden("mode") == ["singly"]
    for _ in range(80):
        if not visitor.is_asked:
            break
        choose_again(visitor)
    assert visitor.title == result
    # An item whose details came to nothing is not marked, so what hung on it is not asked again.
    again = {q: sorted(a) for q, a in visitor.known.items()}
    assert {q: again[q] for q in again.keys() & known.keys()}.items() <= known.items()


@SEEDS
def test_the_result_is_what_the_rules_say_about_the_answers(client: Client, seed: int) -> None:
    visitor = Visitor(client)
    wander(visitor, Random(1000 + seed))
    k = knowledge()
    raw = {q: a if k.bank[q].kind == "many" else a[0] for q, a in visitor.known.items()}
    assessment = k.triage.assess(k.bank.read(raw))
    assert f'class="card {assessment.urgency.label} ' in visitor.html
    assert visitor.says(k.english[f"actions.{assessment.action}.title"])


def test_back_from_the_first_page_stays_there(client: Client) -> None:
    visitor = Visitor(client)
    visitor.press("go", "back")
    assert visitor.form.choices("tap")[0] == "chest-pain"
    assert visitor.says("Step 1")


def test_back_from_an_emergency_shows_what_was_touched(client: Client) -> None:
    visitor = Visitor(client)
    visitor.press("tap", "cold-leg")
    visitor.press("go", "back")
    assert chosen(visitor, "tap") == ["cold-leg"]
    assert visitor.known == {}
    # The button that ends the list says plainly that it takes the choice back.
    assert visitor.says("None of these, and not what I chose before")


def test_back_from_details_shows_the_item_that_led_to_them(client: Client) -> None:
    visitor = Visitor(client)
    close_lists(visitor, until="strength")
    visitor.press("tap", "strength")
    visitor.press("go", "back")
    assert chosen(visitor, "tap") == ["strength"]


def test_back_to_ticks_and_numbers_finds_them_filled_in(client: Client) -> None:
    visitor = Visitor(client)
    close_lists(visitor, until="q.age")
    visitor.fill(("go", "next"), {"q.age": "65", "tick": ["diabetes"]})
    visitor.press("go", "back")
    assert visitor.form.checked("tick") == ["diabetes"]
    assert visitor.form.checked("q.age") == ["65"]


def test_back_to_answers_of_not_sure_asks_one_at_a_time(client: Client) -> None:
    visitor = Visitor(client)
    visitor.press("go", "singly")
    visitor.fill(("go", "next"), {**dict.fromkeys(visitor.form.asked, "no"), "q.faint": "not-sure"})
    visitor.press("go", "back")
    assert visitor.form.checked("q.faint") == ["not-sure"]


def test_answers_of_later_pages_wait_for_the_person(client: Client) -> None:
    visitor = Visitor(client)
    close_lists(visitor, until="q.pain-now")
    today = {"q.pain-now": "4", "q.limits": "most", "q.duration": "days", "q.aggravates": "sitting"}
    visitor.fill(("go", "next"), {**today})
    for _ in range(2):
        visitor.press("go", "back")
    close_lists(visitor, until="q.pain-now")
    assert visitor.form.checked("q.pain-now") == ["4"]
    assert visitor.form.checked("q.limits") == ["most"]


def test_a_changed_answer_replaces_the_old_one(client: Client) -> None:
    visitor = Visitor(client)
    close_lists(visitor, until="tick")
    visitor.fill(("go", "next"), {"tick": ["worse-each-day"]})
    visitor.press("go", "back")
    visitor.fill(("go", "next"), {"tick": ["pain-changes"]})
    assert visitor.known["worse-each-day"] == ["no"]
    assert visitor.known["pain-changes"] == ["no"]
