"""Answer functions, one module per field: each asks the engine and the model, binds values and drafts an answer.

A topic is `Case -> Draft | AskBack`; an intent names it as `module.function`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from assistant.case import AskBack, Case, Draft

Topic = Callable[[Case], Draft | AskBack]


def topic_named(name: str) -> Topic:
    module, _, function = name.partition(".")
    found: Topic = getattr(import_module(f"assistant.topics.{module}"), function)
    return found
