"""A table that runs over several pages is one table to a reader who listens, and its head is read once.

WeasyPrint 70.0 tags the part on each page as a table of its own with the whole head again, so that a page
with one row left has more heads than data (outloud TBL-010).  Here the heads after the first are artifacts,
and the rows after the first page join the first table, each cell still naming the heads of its column.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

from roadmap.publish.engine.links import note_decoration


def note_part(box: Any, first_parts: dict[Any, Any]) -> None:
    """Note on a later part of a table which part is the first, and that its head is decoration."""
    if not isinstance(box, boxes.TableBox) or box.element is None:
        return
    first = first_parts.setdefault(box.element, box)
    if first is not box:
        box.first_part = first
        for group in box.children:
            if group.is_header:
                note_decoration(group)


def join_parts(wrapper: Any, file: pydyf.PDF, elements: Iterator[Any]) -> Iterator[Any]:
    """Give a table's structure element for its first part, and add the rows of a later part to that one."""
    table = wrapper.get_wrapped_table() if wrapper.is_table_wrapper else None
    if table is None:
        yield from elements
        return
    first = getattr(table, "first_part", None)
    if first is None:
        for element in elements:
            table.structure = element
            yield element
        return
    table.children = [group for group in table.children if not group.is_header]
    for element in elements:
        _adopt(first.structure, element, file)
    _name_heads(first, table)


def _adopt(first: Any, later: Any, file: pydyf.PDF) -> None:
    for reference in later["K"]:
        file.objects[int(reference.split()[0])]["P"] = first.reference
    first["K"].extend(later["K"])
    later.clear()


def _name_heads(first: Any, later: Any) -> None:
    """Put the heads of a cell's columns, which stand in the first part, after those of its row."""
    columns = defaultdict(list)
    for cell in _cells(first):
        if "ID" in cell.mark and cell.element.get("scope") != "row":
            for column in range(cell.grid_x, cell.grid_x + cell.colspan):
                columns[column].append(cell.mark["ID"])
    for cell in _cells(later):
        if "Headers" in cell.mark["A"]:
            heads = [head for x in range(cell.grid_x, cell.grid_x + cell.colspan) for head in columns[x]]
            cell.mark["A"]["Headers"] = pydyf.Array([*cell.mark["A"]["Headers"], *heads])


def _cells(table: Any) -> Iterator[Any]:
    for group in table.children:
        for row in group.children:
            yield from row.children
