"""The search for cycles rests while there are many records, and goes on afterwards."""

from __future__ import annotations

import gc

import pytest

from admission.memory import many_records


def test_it_rests_and_goes_on_also_after_an_error() -> None:
    def failing() -> None:
        with many_records():
            assert not gc.isenabled()
            raise LookupError

    with pytest.raises(LookupError):
        failing()
    assert gc.isenabled()


def test_who_had_it_off_keeps_it_off() -> None:
    gc.disable()
    try:
        with many_records():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
