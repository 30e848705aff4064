"""Travel times of a map: where it knows them, and never less than the practice's own guess."""

from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.booking import ByRoad, Place, StraightLine

HERE, ACROSS = Place(40.7, -74.05), Place(40.71, -74.0)
GUESS = StraightLine()
places = st.builds(Place, st.floats(-89, 89), st.floats(-179, 179))


def told(seconds: float | None) -> ByRoad:
    return ByRoad(GUESS, lambda *_: seconds)


def test_a_river_between_is_known_to_the_map() -> None:
    assert told(31 * 60 + 1).minutes(HERE, ACROSS) == 32 + GUESS.parking


def test_what_the_map_does_not_know_is_guessed() -> None:
    assert told(None).minutes(HERE, ACROSS) == GUESS.minutes(HERE, ACROSS)


def test_a_place_is_no_way_from_itself_whatever_the_map_says() -> None:
    assert told(600).minutes(HERE, HERE) == 0


@given(places, places, st.none() | st.floats(0, 86_400))
def test_a_map_that_falls_silent_makes_no_way_longer(
    start: Place, end: Place, seconds: float | None
) -> None:
    assert told(seconds).minutes(start, end) >= GUESS.minutes(start, end)
