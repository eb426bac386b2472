"""Rules on who may see what, and on what the capital has yet to confirm."""

from collections import defaultdict
from collections.abc import Iterator

from roadmap.checks.finding import Term
from roadmap.checks.index import Index
from roadmap.checks.rule import NOTE, WARNING, Spot, at, at_worksheet, rule
from roadmap.i18n import N_
from roadmap.worksheets.marking import strictest
from roadmap.worksheets.plan import Row


@rule(
    "cites-stricter-row",
    WARNING,
    N_("This row refers to rows that its readers may not see: %(rows)s (%(marking)s)."),
    N_("Mark this row as strictly, mark the other row less strictly, or take the reference out."),
)
def cites_stricter_row(index: Index) -> Iterator[Spot]:
    """A reader of a row sees the titles of the rows it refers to."""
    plan, stricter = index.plan, defaultdict[tuple[str, str, str], list[Row]](list)
    for citation in index.citations:
        row, cited = citation.row, citation.cited
        if plan.marking_of(cited).strictness > plan.marking_of(row).strictness:
            stricter[row.worksheet, row.key, citation.field].append(cited)
    for (worksheet, key, field), cited_rows in stricter.items():
        keys = tuple(row.key for row in cited_rows)
        marking = strictest(map(plan.marking_of, cited_rows)).label
        yield Spot(worksheet, key, field, {"rows": keys, "marking": marking})


@rule(
    "marking-without-effect",
    NOTE,
    N_("%(count)s rows are marked less strictly than the plan, whose %(plan)s holds for them all the same."),
    N_("Take their marking out, or mark the plan less strictly and its strict rows one by one."),
)
def marking_without_effect(index: Index) -> Iterator[Spot]:
    """A row cannot be wider than its plan."""
    plan = index.plan
    for worksheet in plan.registry:
        wider = [r for r in plan.rows(worksheet) if r.tlp and r.tlp.strictness < plan.tlp.strictness]
        if wider:
            yield at_worksheet(worksheet, "tlp", count=len(wider), plan=plan.tlp.label)


@rule(
    "still-provisional",
    NOTE,
    N_("Not confirmed by the capital yet: %(fields)s."),
    N_("Confirm the values and take the mark away; until then the document prints them as provisional."),
)
def still_provisional(index: Index) -> Iterator[Spot]:
    """A mark on a question without an answer says nothing."""
    for row in index.plan.all_rows():
        worksheet = index.plan.registry[row.worksheet]
        open_fields = [worksheet.field(key) for key in row.provisional if row[key] is not None]
        if open_fields:
            yield at(row, "provisional", fields=tuple(Term(field.label) for field in open_fields))
