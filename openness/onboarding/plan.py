"""What an import would do, row by row, before anything is written."""
import hashlib
import json
from dataclasses import dataclass, field

from django.db import connection, transaction

from openness.agencies.actors import administrator
from openness.audit.trail import record
from openness.tables.reading import Fault, Grid, Row

ADD, CHANGE, SAME, FAULT = "add", "change", "same", "fault"


@dataclass
class Line:
    """One row: what is written if it is imported, and how that reads."""
    row: Row
    kind: str
    label: str
    details: list = field(default_factory=list)         # [(label of the field, what stands, what will stand)]
    write: dict = field(default_factory=dict)


@dataclass
class Plan:
    lines: list
    remarks: list

    def of(self, kind):
        return [line for line in self.lines if line.kind == kind]

    @property
    def faults(self):
        return [fault for line in self.of(FAULT) for fault in line.row.faults]

    @property
    def counts(self):
        return {kind: len(self.of(kind)) for kind in (ADD, CHANGE, SAME, FAULT)}

    def digest(self):
        """Of what would be written: a preview that no longer holds is shown again, not carried out."""
        seen = [[line.row.number, line.kind, line.label, [[str(part) for part in each] for each in line.details]]
                for line in self.lines if line.kind != SAME]
        return hashlib.sha256(json.dumps(seen, ensure_ascii=False).encode()).hexdigest()


class Changed(Exception):
    """Since the preview something else was written: the person looks again."""


def kept(grid: Grid):
    """As JSON, with dates as they are read again."""
    def cell(value):
        return {"date": value.isoformat()} if hasattr(value, "isoformat") else value
    return {"names": sorted(grid.names), "remarks": grid.remarks, "rows": [
        [row.number, {name: cell(value) for name, value in row.cells.items()},
         [[fault.column, fault.said, fault.remedy] for fault in row.faults]] for row in grid.rows]}


def unkept(data):
    from datetime import date

    def value(cell):
        return date.fromisoformat(cell["date"]) if isinstance(cell, dict) else cell
    return Grid([Row(number, {name: value(cell) for name, cell in cells.items()}, [Fault(number, *fault) for fault in faults])
                 for number, cells, faults in data["rows"]], set(data["names"]), list(data["remarks"]))


@transaction.atomic
def carry_out(workbook, make, apply, *, by, now, digest):
    """All good rows or none; twice is once. Returns the plan that was carried out."""
    with connection.cursor() as cursor:         # two administrators one after the other
        cursor.execute("select pg_advisory_xact_lock(hashtext('onboarding'))")
    workbook = type(workbook).objects.select_for_update().get(pk=workbook.pk)
    plan = make(unkept(workbook.grid), now)
    if workbook.imported_at:
        return plan
    if plan.digest() != digest:
        raise Changed
    apply(plan, by=by, now=now)
    workbook.imported_at = now
    workbook.save(update_fields=["imported_at"])
    record(workbook, f"import_{workbook.kind}", by=administrator(by), now=now, data={
        "file": workbook.name, **plan.counts,
        "rows": [[line.row.number, line.kind, line.label] for line in plan.lines if line.kind in (ADD, CHANGE)][:2000]})
    return plan
