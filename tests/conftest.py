"""What every test may ask for: the known regulations beside the checkout, golden files with one way to update them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A slow machine is no failure: tests are about results, benchmarks about time. The same tree gives the same result;
# PARAGRAF_RANDOM=1 looks for examples that nobody has tried, as `python -m benchmarks.fuzz` does by the thousand.
settings.register_profile(
    "paragraf",
    deadline=None,
    derandomize=os.environ.get("PARAGRAF_RANDOM") != "1",
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.load_profile("paragraf")
os.environ["PARAGRAF_CACHE"] = "0"  # nothing of one test is kept for another

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


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew; then read the difference")


def pytest_configure(config: pytest.Config) -> None:
    """Pictures of screens (`snap_compare`) are golden files too."""
    if config.getoption("--update-golden"):
        config.option.update_snapshots = True


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """`golden(path, text)`: the text must be what the file says; with `--update-golden` the file is written anew."""
    update = bool(request.config.getoption("--update-golden"))

    def compare(path: Path, text: str) -> None:
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"no golden file {path.name}: make it with --update-golden and read it"
        assert text == path.read_text(encoding="utf-8"), "if this is meant: --update-golden, then read the difference"

    return compare


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`@pytest.mark.seeds` for tests that cannot take the fixture."""
    if SEEDS.is_dir():
        return
    absent = pytest.mark.skip(reason="the known regulations (../shared/seeds) are not beside this checkout")
    for item in items:
        if item.get_closest_marker("seeds"):
            item.add_marker(absent)
