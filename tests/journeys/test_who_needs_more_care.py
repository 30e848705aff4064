"""The same flare in people for whom the usual advice is not safe: what is left out, and why."""

from tests.journeys.person import Person


def test_not_sure_is_a_fine_answer_and_leads_to_a_self_check(person: Person) -> None:
    person.begins()
    person.fits_none()
    person.touches("Not sure about one")
    person.sees("One at a time.")
    person.answers_fine(but_unsure_about="saddle-numbness")
    person.sees("Touch the left side, then the right side, then your arm.")
    person.touches("I can't check")
    person.goes_on_to_the_result()
    assert person.heading == "Speak to a clinician today"
    person.sees("We could not be sure about", "Feel the skin between your legs")
    person.sees_a_call("Call us 1-555-555-0142", "15555550142")
    person.sees_nothing_of("Cat-cow", "Single knee to chest")


def test_the_self_check_can_settle_it(person: Person) -> None:
    person.begins()
    person.fits_none()
    person.touches("Not sure about one")
    person.sees("One at a time.")
    person.answers_fine(but_unsure_about="saddle-numbness")
    person.touches("The same")
    person.goes_on_to_the_result()
    assert person.heading == "Your plan"


def test_an_opioid_patch_rules_out_all_heat_and_says_why(person: Person) -> None:
    person.begins()
    person.goes_on_to("safe")
    person.ticks("Medicine patch, last 3 days")
    person.continues()
    person.ticks("Fentanyl")
    person.continues()
    person.ticks("None of these")
    person.continues()
    assert person.heading == "Your plan"
    warmth = person.section("Warmth and cold")
    assert "No heat of any kind, and no hot bath, with this patch." in warmth
    assert "Heat can push too much drug into your body and stop your breath." in warmth
    assert "Instead: Call your prescriber or pharmacist about the patch." in warmth
    assert "Warm pad" not in warmth
    assert "Warm wrap" not in warmth


def test_thin_bones_rule_out_rounding_and_pulling_the_knee_up(person: Person) -> None:
    person.begins()
    person.goes_on_to("about")
    person.is_aged("55-59")
    person.ticks("Thin bones or steroid pills")
    person.continues()
    told = "A doctor said thin bones (osteoporosis)"
    person.chooses(person.voice["questions.thin-bones.text"], told)
    person.chooses(person.voice["questions.steroids.text"], "No")
    person.continues()
    person.sees("Does the bone in the middle of your back hurt when pressed?")
    person.touches("No")
    person.goes_on_to_the_result()
    assert person.heading == "Your plan"
    moves = person.section("One gentle move")
    barred = moves.split("Not for you today", 1)[1]
    assert "Cat-cow" in barred
    assert "Single knee to chest" in barred
    assert "Bending can crack a thin bone." in barred
    assert "Instead: Short walks, and standing with support, are good choices." in barred
    offered = moves.split("Not for you today", 1)[0]
    assert "Cat-cow" not in offered
    assert "knee" not in offered.split("Stop")[0].casefold()


def test_in_late_pregnancy_nobody_is_told_to_lie_flat(person: Person) -> None:
    person.begins()
    person.goes_on_to("about")
    person.is_aged("18-44")
    person.ticks("Pregnant now or past year")
    person.continues()
    person.touches("Pregnant, 28 weeks or more")
    person.ticks("None of these")
    person.continues()
    person.goes_on_to_the_result()
    assert person.heading == "Your plan"
    person.sees("On your side")
    person.sees_nothing_of("Legs up on a chair", "On your front")
    moves = person.section("One gentle move")
    assert "From 20 weeks on, do not lie flat on your back for long" in moves
    warmth = person.section("Warmth and cold")
    assert "No heat on the belly, and no hot bath." in warmth


def test_a_child_gets_no_exercise_and_is_seen_soon(person: Person) -> None:
    person.begins()
    person.goes_on_to("about")
    person.is_aged("5-17")
    person.fits_none()
    person.chooses(person.voice["questions.child-signs.text"], "None of these")
    person.continues()
    person.goes_on_to_the_result()
    assert person.heading == "See a clinician in the next few days"
    person.sees("Call us to be seen within 3 working days.")
    person.sees("Under 18, someone trained should look at the back first.")
    person.sees("Do no exercises until then.")
    moves = person.section("Movement")
    assert "A short walk" in moves
    for exercise in ("Cat-cow", "Single knee to chest", "Pelvic tilt", "Knee rocks"):
        assert exercise not in moves
