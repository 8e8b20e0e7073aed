"""A numbered document as finished typst markup: what somebody would write by hand for this one document, without data,
functions or conditions. It is what `benchmarks.document` measures the generator against.

Made for the kinds of parts that the shipped regulations and the papers of a commission have, in the style `dostepny`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

Data = dict[str, Any]
_FOOTER = """block(width: 100%, inset: (top: 5pt), stroke: (top: 0.4pt + luma(150)), grid(columns: (1fr, auto),
  column-gutter: 1em, {left}, [Strona #counter(page).display() z #counter(page).final().first()]))"""
_PAGES = """
#set document(title: {title}, author: {author}, description: {description}, keywords: {kind},
  date: datetime(year: {year}, month: {month}, day: {day}))
#set page(paper: "a4", margin: (x: 25mm, top: 22mm, bottom: 24mm), header: {header}, footer: context {{
  set text(size: 8.5pt, fill: luma(90))
  {footer} }})
#set text(font: ("Lato", "Libertinus Serif"), size: 11pt, lang: "pl", region: "PL", hyphenate: false,
  number-type: "lining", costs: (hyphenation: 500%, runt: 400%))
#set smartquote(enabled: false)
#set par(leading: 0.8em, spacing: 1.15em)
#show heading.where(level: 1): it => block(above: 26pt, below: 14pt, sticky: true, width: 100%,
  align(center, text(size: 11.5pt, it.body)))
#show heading.where(level: 2): it => block(above: 20pt, below: 12pt, sticky: true, width: 100%,
  align(center, text(size: 11pt, it.body)))
#show title: it => block(above: 2em, below: 1.2em, width: 100%, text(size: 14pt, align(center, it)))
#set table(stroke: 0.5pt + luma(110), inset: (x: 6pt, y: 4pt), fill: (_, y) => if y == 0 {{ luma(232) }})
#set table.cell(breakable: false)
#show table: set par(leading: 0.55em)
#show table: set text(size: 10pt, number-width: "tabular")
#show table.cell.where(y: 0): set text(weight: "bold")
#set figure.caption(position: top)
#show figure.caption: it => block(sticky: true, width: 100%, below: 0.7em,
  align(left, text(size: 10pt, weight: "bold", it.body)))
#show figure: set block(above: 1.3em, below: 1.4em)
"""
_MARK = 'block(width: 100%, inset: 4pt, stroke: 0.8pt + black, align(center, text(size: 10pt, weight: "bold", {})))'

_COMPACT = (
    ("(x: 25mm, top: 22mm, bottom: 24mm)", "(x: 17mm, top: 13mm, bottom: 16mm)"),
    ("size: 11pt, lang", "size: 9.5pt, lang"),
    ("leading: 0.8em, spacing: 1.15em", "leading: 0.55em, spacing: 0.9em"),
    ("above: 26pt, below: 14pt", "above: 11pt, below: 6pt"),
    ("above: 2em, below: 1.2em", "above: 0.6em, below: 0.6em"),
    ("inset: (x: 6pt, y: 4pt)", "inset: (x: 4pt, y: 2.2pt)"),
    ("show table: set text(size: 10pt", "show table: set text(size: 9pt"),
    ("align(left, text(size: 10pt", "align(left, text(size: 9pt"),
    ("above: 1.3em, below: 1.4em", "above: 0.8em, below: 0.9em"),
    ("0.95em", "0.6em"),
    ("1.1em", "0.7em"),
)
"""How a compact document is set otherwise."""


def markup(data: Data) -> str:
    """From the data that the page library reads."""
    meta = data["metadata"]
    year, month, day = meta["day"]
    parts = [
        _PAGES.format(
            title=_text(meta["title"]),
            author=_text(meta["author"]) if meta["author"] else "()",
            description=_text(meta["description"]) if meta["description"] else "none",
            kind=_text(meta["kind"]),
            year=year,
            month=month,
            day=day,
            header=_MARK.format(_text(data["mark"])) if data["mark"] else "none",
            footer=_FOOTER.format(left=_text(data["footer"])),
        )
    ]
    if data["letterhead"]:
        parts.append(
            "#block(width: 100%, below: 2.2em, inset: (bottom: 8pt), stroke: (bottom: 0.5pt + luma(110)), {"
            f"set par(leading: 0.55em)\nset text(size: 10pt)\nalign(center, {_lines(data['letterhead'])})}})"
        )
    if data["annex-header"]:
        parts.append(
            "#align(right, block(width: 60%, {set par(leading: 0.55em)\nset text(size: 9.5pt)\n"
            f"align(left, {_lines(data['annex-header'])})}}))"
        )
    parts.append(f"#title({_text(data['title'])})")
    if data["subtitle"]:
        parts.append(f"#block(width: 100%, below: 1.6em, align(center, {_lines(data['subtitle'])}))")
    parts.extend(_block(one, 1) for one in data["blocks"])
    for annex in data["annexes"]:
        parts.append("#pagebreak(weak: true)")
        parts.append(_heading(1, f"{_run(annex['label'])} #linebreak(){_run(annex['heading'])}", annex["anchor"]))
        parts.extend(_block(one, 2) for one in annex["blocks"])
    written = "\n".join(parts)
    for usual, compact in _COMPACT if data["compact"] else ():
        written = written.replace(usual, compact)
    return written


def _block(one: Data, level: int) -> str:
    if one["type"] == "chapter":
        label = f"{_run(one['label'])} #linebreak()" if one["label"] else ""
        inner = [_block(block, 2) for block in one["blocks"]]
        return "\n".join([_heading(1, label + _run(one["heading"]), one["anchor"]), *inner])
    if one["type"] == "paragraph":
        words = f"{one['label']} {one['heading']}".strip()
        return "\n".join([_heading(level, _run(words), one["anchor"]), *_groups(one["groups"])])
    return _content(one)


def _groups(groups: Sequence[Data]) -> list[str]:
    """What announces a table stays with it: short units together, of long ones the last."""
    found = []
    for place, group in enumerate(groups):
        is_kept = place + 1 < len(groups) and groups[place + 1]["type"] == "table"
        if is_kept and group["type"] == "units" and sum(map(_length, group["units"])) > 420:
            if len(group["units"]) > 1:
                found.append(_content(group | {"units": group["units"][:-1]}))
            found.append(f"#block(sticky: true, above: 1.1em)[{_content(group | {'units': group['units'][-1:]})}]")
        elif is_kept and group["type"] in ("unit", "units"):
            found.append(f"#block(sticky: true)[{_content(group)}]")
        else:
            found.append(_content(group))
    return found


def _content(one: Data) -> str:
    match one["type"]:
        case "units":
            return "#" + _units(one["units"], 0)
        case "unit" if one["units"]:
            return f"#block(sticky: true, below: 0.95em)[{_runs(one['text'])}]\n#{{{_inside(one, 1)}}}"
        case "table":
            return _table(one)
        case "note":
            return (
                "#block(width: 100%, inset: (left: 10pt, y: 2pt), stroke: (left: 2pt + luma(170)), breakable: false, "
                f"above: 1.2em, below: 1.2em)[#strong({_text(one['label'] + ' ')})#{{}}{_runs(one['text'])}]"
            )
    return f"#par[{_runs(one['text'])}]"


def _units(units: Sequence[Data], depth: int) -> str:
    labels = ", ".join(_label(unit["label"]) for unit in units)
    items = ", ".join(f"enum.item[{_unit(unit, depth)}]" for unit in units)
    gap = "1.1em" if depth == 0 else "0.95em"
    return (
        f"enum(numbering: n => ({labels},).at(n - 1), number-align: start + top, indent: 0pt, body-indent: 0.35em, "
        f"spacing: {gap}, {items})"
    )


def _label(words: str) -> str:
    if len(words) > 3:
        return _text(words)
    width = f"{len(words) * 0.6 + 0.1:.1f}em" if "–" in words else "1.4em"
    return f"box(width: {width}, align(start, {_text(words)}))"


def _unit(unit: Data, depth: int) -> str:
    anchor = f"#metadata(none)<{unit['anchor']}>" if unit["anchor"] else ""
    if not unit["units"]:
        return anchor + _runs(unit["text"])
    body = f"block(sticky: true, above: 0pt, below: 0.95em)[{_runs(unit['text'])}]\n{_inside(unit, depth + 1)}"
    return f"{anchor}#block(width: 100%, breakable: {str(_length(unit) > 420).lower()}, {{{body}}})"


def _inside(unit: Data, depth: int) -> str:
    body = _units(unit["units"], depth)
    if not unit["closing"]:
        return body
    body += f"\nblock(above: 0.95em, par[{_runs(unit['closing'])}])"
    return f"block(width: 100%, breakable: false, {{{body}}})" if len(unit["units"]) <= 12 else body


def _length(unit: Data) -> int:
    if unit["units"]:
        return sum(map(_length, unit["units"]))
    return sum(len(run["text"].encode()) for run in (*unit["text"], *unit["closing"]))


def _table(one: Data) -> str:
    widths = ", ".join("auto" if width is None else f"{width}fr" for width in one["widths"])
    headers = ", ".join(f"[{_run(header)}]" for header in one["headers"])
    rows = [", ".join(f"[{_runs(cell)}]" for cell in row) for row in one["rows"]]
    end = len(rows) - 2 if one["high"] and len(rows) > 3 else len(rows)
    last = f"table.footer(repeat: false, {', '.join(rows[end:])})" if end < len(rows) else ""
    caption = f"caption: [{_run(one['caption'])}], " if one["caption"] else ""
    height = f"{one['room']}pt"
    room = f"block(height: {height}, below: 0pt)\nv(-{height})\nshow figure: set block(above: 0pt)\n" * one["high"]
    return (
        f"#{{\n{room}show figure: set block(breakable: {str(one['high']).lower()})\n"
        f"[#figure(kind: table, supplement: none, {caption}table(columns: ({widths},), "
        f"align: ({', '.join(one['aligns'])},), table.header({headers}),\n"
        + "\n".join(f"{row}," for row in rows[:end])
        + f"{last}))<{one['anchor']}>]\n}}"
    )


def _heading(level: int, body: str, anchor: str) -> str:
    return f"#heading(level: {level})[{body}]<{anchor}>"


def _lines(texts: Sequence[str]) -> str:
    return f"par[{' #linebreak()'.join(map(_run, texts))}]"


def _runs(runs: Sequence[Data]) -> str:
    return "".join(_formed(run) for run in runs)


def _formed(run: Data) -> str:
    body = f"*{_run(run['text'])}*" if run["strong"] else _run(run["text"])
    return f"#link(<{run['anchor']}>)[{body}]" if run["anchor"] else body


def _run(text: str) -> str:
    return f"#{_text(text)};"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
