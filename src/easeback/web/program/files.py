"""The drawings as files that a browser may keep for ever; no database."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from easeback.domain.figure import UnknownFigure
from easeback.web.program import body_chart, figures, motion, portraits

FOR_EVER = "public, max-age=31536000, immutable"
FOR_A_MOMENT = "public, no-cache"


@require_safe
def still(request: HttpRequest, figure: str, pose: str, tone: str, mark: str) -> HttpResponse:
    """A pose of a figure. An old mark gets today's drawing, to be asked for again."""
    try:
        drawing = figures.drawing(figure, pose, tone)
    except (UnknownFigure, KeyError) as error:
        raise Http404 from error
    return _drawn(drawing, current=mark == figures.mark(figure, pose))


@require_safe
def moving(request: HttpRequest, exercise: str, tone: str, mark: str) -> HttpResponse:
    """An exercise in motion."""
    try:
        drawing = motion.motion(exercise, tone)
    except KeyError as error:
        raise Http404 from error
    return _drawn(drawing, current=mark == motion.motion_mark(exercise, tone))


@require_safe
def face(request: HttpRequest, variant: str, tone: str, mark: str) -> HttpResponse:
    """A therapist's face."""
    try:
        drawing = portraits.face(variant, tone)
    except (UnknownFigure, KeyError) as error:
        raise Http404 from error
    return _drawn(drawing, current=mark == portraits.portrait_mark(variant, tone))


@require_safe
def body(request: HttpRequest, view: str, tone: str, mark: str) -> HttpResponse:
    """One view of the body chart."""
    try:
        drawing = body_chart.body_file(view, tone)
    except (ValueError, KeyError) as error:
        raise Http404 from error
    return _drawn(drawing, current=mark == body_chart.body_mark(view))


def _drawn(drawing: bytes, *, current: bool) -> HttpResponse:
    answer = HttpResponse(drawing, content_type="image/svg+xml")
    answer["Cache-Control"] = FOR_EVER if current else FOR_A_MOMENT
    return answer
