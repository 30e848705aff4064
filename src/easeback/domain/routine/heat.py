"""A timer for heat that speaks: when to look at the skin, when to take it off, and the break."""

from dataclasses import replace

from easeback.domain.routine.compiler import SECOND, Compiler
from easeback.domain.routine.script import Script, Sound, Step, StepKind, scripted

SKIN_CHECK = 5
"""Minutes after which to look at the skin for the first time."""
_MINUTE = 60 * SECOND


def heat_script(compiler: Compiler, minutes: int) -> tuple[Script, Script]:
    """The heat itself, and the break after it, which is as long.

    Raises ValueError for a time in which nobody would look at the skin.
    """
    if minutes <= SKIN_CHECK:
        raise ValueError(f"heat for {minutes} minutes has no room for a look at the skin")

    def until(minute: int, steps: list[Step]) -> Step:
        spent = sum(step.length for step in steps)
        return Step(StepKind.REST, minute * _MINUTE - spent)

    on = [compiler.said("heat-on")]
    on.append(until(SKIN_CHECK, on))
    on.append(replace(compiler.said("heat-skin"), sound=Sound.READY))
    on.append(until(minutes, on))
    on.append(replace(compiler.said("heat-off"), sound=Sound.END))
    off = [Step(StepKind.REST, minutes * _MINUTE)]
    off.append(replace(compiler.said("heat-again"), sound=Sound.END))
    return scripted(on), scripted(off)
