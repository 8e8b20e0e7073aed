"""What the tests of several forms ask for by name."""

from __future__ import annotations

import pytest

from tests.generator.documents import NAMES


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)
