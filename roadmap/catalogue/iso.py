"""Countries, currencies and languages by their ISO codes, in the United Nations' names where it has them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pycountry

from roadmap.catalogue.entry import Entries, Entry


def countries(region: Iterable[Mapping[str, Any]]) -> Entries:
    """Every ISO 3166-1 country by name; those of the region carry what the region's list says."""
    known = {row["alpha2"]: row for row in region}
    entries = [_country(country, known.get(country.alpha_2, {})) for country in pycountry.countries]
    return {entry.id: entry for entry in sorted(entries, key=lambda entry: entry.title)}


def _country(country: Any, row: Mapping[str, Any]) -> Entry:
    name = row.get("name") or getattr(country, "common_name", country.name)
    return Entry(country.alpha_2, name, {"alpha3": country.alpha_3, **row})


def currencies() -> Entries:
    """Every ISO 4217 currency, by code."""
    listed = sorted(pycountry.currencies, key=lambda currency: str(currency.alpha_3))
    return {c.alpha_3: Entry(c.alpha_3, f"{c.alpha_3} {c.name}") for c in listed}


def languages(region: Iterable[Mapping[str, Any]]) -> Entries:
    """The languages of the region's countries, by name; each with its script and direction."""
    rows = {row["tag"]: row for country in region for row in country["languages"]}
    entries = [Entry(tag, row["name"], row) for tag, row in rows.items()]
    return {entry.id: entry for entry in sorted(entries, key=lambda entry: entry.title)}


def iso_639() -> Entries:
    """Every language code of ISO 639, two or three letters."""
    return {code: Entry(code, name) for code, name in _codes()}


def _codes() -> Iterator[tuple[str, str]]:
    for language in pycountry.languages:
        yield language.alpha_3, language.name
        if hasattr(language, "alpha_2"):
            yield language.alpha_2, language.name
