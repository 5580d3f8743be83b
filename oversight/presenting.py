"""A report as a page, a sheet or a file shows it: the numbers that it keeps, in words, with the addresses of their lists."""
from dataclasses import replace

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from openness.tables.workbooks import Column, Sheet

from .addresses import list_of
from .figures import share
from .ranking import FEW, climbed
from .reporting import periods_of
from .scope import Scope
from .sections import known, sections


def heads(report):
    return [date_format(month.start, _("Y年n月")) for month in periods_of(report)]


def whole(report):
    """For the office: everything, every number with the address of its list."""
    scope = Scope((), office=report.agency, named=True)
    return [{
        **section, "comment": report.comments.get(section["key"], ""),
        "figures": [lined(report, figure, figure["numbers"], scope) for figure in section["figures"]],
        "rates": rates_of(section, {figure["key"]: figure["numbers"] for figure in section["figures"]}),
        "ranking": ranking(report, section["ranking"], scope),
    } for section in report.sections()]


def own(report, pk):
    """For one body: its own numbers and places, each number with its list, and what the office says to all."""
    numbers, scope = report.numbers["bodies"].get(str(pk), {}), Scope((), body=_Named(pk))
    return [{
        **section, "comment": report.comments.get(section["key"], ""),
        "figures": [lined(report, figure, numbers.get(figure["key"], [0, 0, 0]), scope) for figure in section["figures"]],
        "rates": rates_of(section, numbers),
        "ranking": None, "place": place_of(section["ranking"], pk),
    } for section in report.sections()]


def lined(report, figure, numbers, scope):
    """One line of a table: three months, each number with its list, as far as the figure still has one."""
    of = known().get(figure["key"])
    return {"label": _(figure["label"]), "key": figure["key"], "cells": [
        {"value": n, "url": list_of(of, month, scope, report=report.pk) if of else ""}
        for n, month in zip(numbers, periods_of(report), strict=True)]}


def rates_of(section, numbers):
    rows = []
    for rate in section["rates"]:
        pairs = zip(numbers.get(rate["part"], [0, 0, 0]), numbers.get(rate["whole"], [0, 0, 0]), strict=True)
        cells = [share(part, all_) for part, all_ in pairs]
        rows.append({"label": _(rate["label"]), "cells": cells, "change": None if None in cells[:2] else (cells[0] - cells[1]) * 100})
    return rows


def ranking(report, kept, scope):
    """The table of bodies; the links lead to the lists of the month."""
    if not kept:
        return None
    rate, rows = rate_named(kept["rate"]), []
    for row in kept["rows"]:
        only = replace(scope, body=_Named(row["body"]))
        part, all_ = (list_of(figure, report.period, only, report=report.pk) if figure else "" for figure in rate)
        rows.append({**row, "rate": share(row["part"], row["whole"]), "part_url": part, "whole_url": all_,
                     "climbed": climbed(row["rank"], row["before"])})
    return {"label": _(kept["label"]), "rows": rows}


def rate_named(key):
    rate = next((rate for section in sections() for rate in section.rates if rate.key == key), None)
    return (rate.part, rate.whole) if rate else (None, None)


class _Named:
    """A body of which only the id is wanted, for an address."""

    def __init__(self, pk):
        self.pk = pk


def place_of(kept, pk):
    row = next((row for row in kept["rows"] if row["body"] == pk), None) if kept else None
    if row is None:
        return None
    return {**row, "label": _(kept["label"]), "rate": share(row["part"], row["whole"]), "climbed": climbed(row["rank"], row["before"]),
            "ranked": sum(bool(each["rank"]) for each in kept["rows"])}


def percent(rate):
    """97.8%; a dash where there is nothing to take a share of."""
    return "—" if rate is None else f"{rate * 100:.1f}%"


def moved(by):
    return "—" if by is None else f"↑{by}" if by > 0 else f"↓{-by}" if by < 0 else _("持平")


def rank_words(rank, state):
    """The rank, or why there is none."""
    return rank or {"few": _("件少"), "none": _("无件")}[state]


def said_of_ranks():
    return _("名次先比比率，比率相同比件数，件数也相同的并列；不足 %(few)s 件的只列比率、不排名。") % {"few": FEW}


def printed(report, shown, of):
    """What the file of a report is set from."""
    return {
        "title": f"{of} {report}" if of else str(report), "remark": remark(report), "heads": [_("指标"), *heads(report)],
        "signed": bool(report.signed_at), "draft": _("待定稿，数字和评语可能改变"), "note": said_of_ranks(),
        "sections": [{
            "label": section["label"], "comment_label": _("评语"), "comment": section["comment"],
            "rows": [[rate["label"], *(percent(cell) for cell in rate["cells"])] for rate in section["rates"]] + [
                [figure["label"], *(str(cell["value"]) for cell in figure["cells"])] for figure in section["figures"]],
            "place": place_words(section.get("place")),
            "ranking": ranking_rows(section["ranking"]),
        } for section in shown]}


def remark(report):
    words = _("%(office)s · 统计于 %(at)s") % {"office": report.agency.name, "at": f"{localtime(report.computed_at):%Y-%m-%d %H:%M}"}
    if report.signed_at:
        words += " · " + _("%(who)s 定稿于 %(at)s") % {"who": report.signed_by, "at": f"{localtime(report.signed_at):%Y-%m-%d %H:%M}"}
    return words


def place_words(place):
    if place is None:
        return ""
    if not place["rank"]:
        return _("%(rate)s：%(state)s，不排名") % {"rate": place["label"], "state": rank_words(place["rank"], place["state"])}
    return _("%(rate)s排名：第 %(rank)s 位（共 %(n)s 个单位参加排名），较上月 %(moved)s") % {
        "rate": place["label"], "rank": place["rank"], "n": place["ranked"], "moved": moved(place["climbed"])}


def ranking_rows(kept):
    if not kept:
        return []
    head = [_("名次"), _("较上月"), _("单位"), kept["label"], _("件数")]
    return [head, *([str(rank_words(row["rank"], row["state"])), moved(row["climbed"]), row["name"], percent(row["rate"]),
                     f"{row['part']}/{row['whole']}"] for row in kept["rows"])]


def sheets(report, shown):
    """The same as a workbook: a sheet of figures and one for each ranking."""
    rows = []
    for section in shown:
        rows += [[section["label"], figure["label"], *(cell["value"] for cell in figure["cells"])] for figure in section["figures"]]
    found = [Sheet(_("数字"), [Column(_("部分"), width=16), Column(_("指标"), width=28), *(Column(head, "number") for head in heads(report))], rows),
             Sheet(_("比率"), [Column(_("部分"), width=16), Column(_("指标"), width=28), *(Column(head, "percent") for head in heads(report))],
                   [[section["label"], rate["label"], *rate["cells"]] for section in shown for rate in section["rates"]]),
             Sheet(_("评语"), [Column(_("部分"), width=16), Column(_("评语"), width=100)],
                   [[section["label"], section["comment"]] for section in shown if section["comment"]])]
    for section in shown:
        if kept := section["ranking"]:
            found.append(Sheet(kept["label"], [
                Column(_("名次"), "number"), Column(_("上月名次"), "number"), Column(_("单位"), width=32), Column(kept["label"], "percent"),
                Column(_("分子"), "number"), Column(_("分母"), "number")], [
                [rank_words(row["rank"], row["state"]), row["before"], row["name"], row["rate"], row["part"], row["whole"]] for row in kept["rows"]]))
    return found
