"""The gallery of components is for those who build, never for the public."""

import pytest
from django.test import Client, RequestFactory

from easeback.web.ui.gallery import gallery


@pytest.mark.django_db
def test_it_is_not_there_outside_development(client: Client) -> None:
    assert client.get("/ui/").status_code == 404


def test_it_shows_each_card() -> None:
    page = gallery(RequestFactory().get("/ui/")).content.decode()
    urgencies = ("emergency", "same_day", "within_days", "self_care")
    assert [u for u in urgencies if f'class="card {u}' not in page] == []
