"""A plan-like document of some twenty pages, made from real sentences, for timing the PDF engine.

It has what a plan has: a cover, contents with page numbers, registers and wide tables with repeated
heads, a heat map, bars, a figure, links, notes in a second language and long prose.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from roadmap.publish import breaks, fonts

STYLE = """
@page { size: A4; margin: 24mm 18mm 22mm;
  @top-left { content: "Roadmap 2026-2028"; font-size: 9pt }
  @top-right { content: "TLP:AMBER"; font-size: 12pt; background: black; color: #ffc000; padding: 2pt 6pt }
  @bottom-left { content: "Edition 1, 22 November 2026"; font-size: 9pt }
  @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt } }
@page :first { @top-left { content: none } }
html { font-size: 11pt; line-height: 1.4; color: #1b2733 }
.card table { break-inside: avoid }
h1 { font-size: 26pt; margin: 0 0 8mm }
h2 { font-size: 16pt; break-after: avoid; margin: 8mm 0 3mm; color: #16324f }
h3 { font-size: 12.5pt; break-after: avoid; margin: 5mm 0 2mm }
p { margin: 0 0 2.5mm; orphans: 2; widows: 2 }
table { table-layout: fixed; width: 100%; border-collapse: collapse; font-size: 9.5pt; margin: 0 0 4mm }
th { text-align: start; border-bottom: 1pt solid #16324f; padding: 1.5mm 1.5mm }
td { border-bottom: .4pt solid #b8c2cc; padding: 1.2mm 1.5mm; vertical-align: top; overflow-wrap: anywhere }
tbody tr:first-child { break-after: avoid } tbody tr:last-child { break-before: avoid }
thead { display: table-header-group }
.number { text-align: end; font-variant-numeric: tabular-nums }
.high { background: #8c1d18; color: white } .middle { background: #f2c14e } .low { background: #cfe3d4 }
.bar { background: #16324f; height: 3mm }
nav a::after { content: leader(".") target-counter(attr(href), page) }
nav a, a { color: inherit; text-decoration: none }
ul { padding-inline-start: 6mm; margin: 0 0 3mm }
.card { border-inline-start: 2pt solid #b5651d; padding-inline-start: 3mm; margin-bottom: 4mm }
"""


def stylesheet() -> str:
    """Give the stylesheet of every typical document."""
    return fonts.stylesheet() + STYLE


def markup(sample: dict[str, str], threats: int = 15, actions: int = 25) -> str:
    """Give a document in the language of one entry of udhr.yaml; its size follows threats and actions."""
    text = Sentences(sample)
    body = "".join(
        (*_front(text), *_register(text, threats), *_actions(text, actions), *_resources(text, actions))
    )
    direction = fonts.direction(sample["tag"])
    return (
        f'<html lang="{sample["tag"]}" dir="{direction}"><head><title>{text(8)}</title>'
        '<meta name="author" content="Delegation"/><meta name="dcterms.created" content="2026-11-22"/></head>'
        f"<body>{body}</body></html>"
    )


class Sentences:
    """Gives stretches of a language's sample text, each different from the one before."""

    def __init__(self, sample: dict[str, str]) -> None:
        articles = [sample[key] for key in ("article_1", "article_4", "article_12") if key in sample]
        self.text, self.lang, self.place = " ".join(articles), sample["tag"], 0

    def __call__(self, words: int) -> str:
        pieces = self.text.split(" ")
        if len(pieces) < 12:  # a language written without spaces
            pieces, words = [self.text[i : i + 4] for i in range(0, len(self.text), 4)], words // 2 + 1
        start, self.place = self.place % len(pieces), self.place + words
        glue = " " if " " in self.text and len(self.text.split(" ")) >= 12 else ""
        return escape(
            breaks.prepare(glue.join((pieces * (words // len(pieces) + 2))[start : start + words]), self.lang)
        )


def _front(text: Sentences) -> Iterator[str]:
    yield f"<h1>{text(7)}</h1><p>{text(30)}</p>"
    yield (
        '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60" viewBox="0 0 300 60" role="img">'
        "<title>Spending by year</title>"
        + "".join(f'<rect x="{x * 60}" y="{50 - x * 9}" width="40" height="{10 + x * 9}"/>' for x in range(5))
        + "</svg>"
    )
    yield "<nav><h2>Contents</h2><ul>"
    for section in ("register", "actions", "resources"):
        yield f'<li><a href="#{section}">{text(4)}</a></li>'
    yield "</ul></nav>"


def _register(text: Sentences, threats: int) -> Iterator[str]:
    yield f'<h2 id="register">{text(5)}</h2><p>{text(60)}</p><table><caption>{text(5)}</caption><thead><tr>'
    yield "".join(f'<th scope="col">{text(1)}</th>' for _ in range(6)) + "</tr></thead><tbody>"
    for row in range(threats):
        level = ("high", "middle", "low")[row % 3]
        yield (
            f'<tr><th scope="row">T{row + 1} <bdi>{text(5)}</bdi></th><td class="number">{row % 5 + 1}</td>'
            f'<td class="number">{row % 4 + 1}</td><td class="{level}">{row % 20 + 1}</td>'
            f'<td><bdi>{text(22)}</bdi></td><td><a href="#actions">A{row + 1}</a></td></tr>'
        )
    yield "</tbody></table>"
    for row in range(threats):
        yield f'<div class="card"><h3>T{row + 1} <bdi>{text(5)}</bdi></h3><p><bdi>{text(55)}</bdi></p></div>'


def _actions(text: Sentences, actions: int) -> Iterator[str]:
    yield f'<h2 id="actions">{text(5)}</h2>'
    for row in range(actions):
        yield f'<section class="card"><h3>A{row + 1} <bdi>{text(7)}</bdi></h3><p>{text(70)}</p><ul>'
        yield "".join(f"<li><bdi>{text(14)}</bdi></li>" for _ in range(4)) + "</ul><table><thead><tr>"
        yield "".join(f'<th scope="col">{text(1)}</th>' for _ in range(4)) + "</tr></thead><tbody>"
        for milestone in range(3):
            yield f'<tr><th scope="row">{text(4)}</th><td>2027-0{milestone + 1}-15</td><td>{text(8)}</td>'
            yield f"<td>{text(5)}</td></tr>"
        yield "</tbody></table></section>"


def _resources(text: Sentences, actions: int) -> Iterator[str]:
    yield f'<h2 id="resources">{text(5)}</h2><table><thead><tr>'
    yield "".join(f'<th scope="col">{text(1)}</th>' for _ in range(5)) + "</tr></thead><tbody>"
    for row in range(actions * 2):
        yield (
            f'<tr><th scope="row"><bdi>{text(4)}</bdi></th><td>{text(6)}</td>'
            f'<td class="number">{(row + 3) * 12_500:,}</td><td class="number">EUR</td>'
            f'<td><div class="bar" style="width: {row % 10 * 10 + 5}%"></div></td></tr>'
        )
    yield "</tbody></table>"
