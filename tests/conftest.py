"""What every test may ask for: the known regulations beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the known regulations; a test that asks for it is skipped where they are absent."""
    if not SEEDS.is_dir():
        pytest.skip("the known regulations (../shared/seeds) are not beside this checkout")
    return SEEDS


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`@pytest.mark.seeds` for tests that cannot take the fixture."""
    if SEEDS.is_dir():
        return
    absent = pytest.mark.skip(reason="the known regulations (../shared/seeds) are not beside this checkout")
    for item in items:
        if item.get_closest_marker("seeds"):
            item.add_marker(absent)
