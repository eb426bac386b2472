"""Text is shaped once: Pango's contexts are shared by style, and a line keeps its layout until it is painted.

WeasyPrint 70.0 makes a context, a font description and a layout for every piece of text, drops the layout
when the line is placed, and makes all of it again to paint the same line.
"""

import re
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import FontConfiguration, font_features, get_font_description

from roadmap.publish.engine.patching import Patch, everywhere

# About 3 kB each; a document with more lines than this shapes the rest again when painting.
MOST_LAYOUTS_KEPT = 40_000
# Where Pango ends a paragraph, if it is not told that the whole text is one.
PARAGRAPH_ENDS = re.compile("[\n\r\u2029]")
WHAT_SETS_A_CONTEXT = (
    "direction",
    "lang",
    "font_language_override",
    "font_family",
    "font_size",
    "font_style",
    "font_stretch",
    "font_weight",
    "font_variation_settings",
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)
set_text = line_break.Layout.set_text
get_first_line = line_break.Layout.get_first_line
strut = line_break.strut


class Context:
    """What Pango needs to know of a style: its context, language, font description, features and metrics."""

    def __init__(self, style: Any) -> None:
        self.context = ffi.gc(
            pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref
        )
        pango.pango_context_set_round_glyph_positions(self.context, False)
        pango.pango_context_set_base_dir(self.context, PANGO_DIRECTION[style["direction"]])
        self.language = self._set_language(style)
        self.description = get_font_description(style)
        self.features = self._features(style)
        self.metrics: dict[str, float] | None = None

    def _set_language(self, style: Any) -> Any:
        override = style["font_language_override"]
        tag = style["lang"] if override == "normal" else LST_TO_ISO.get(override.lower(), override)
        if not tag:
            return pango.pango_language_get_default()
        pointer, _kept = unicode_to_char_p(tag)
        language = pango.pango_language_from_string(pointer)
        pango.pango_context_set_language(self.context, language)
        return language

    def _features(self, style: Any) -> Any:
        features = font_features(*(style[name] for name in WHAT_SETS_A_CONTEXT[9:]))
        if not features:
            return None
        text = ",".join(f"{key} {value}" for key, value in features.items()).encode()
        known = style.font_config.font_features
        if text not in known:
            known[text] = pango.pango_attr_font_features_new(text)
        return known[text]

    def lines(self) -> dict[str, float]:
        """Give where under- and overlines run, in pixels."""
        if self.metrics is None:
            metrics = ffi.gc(
                pango.pango_context_get_metrics(self.context, self.description, self.language),
                pango.pango_font_metrics_unref,
            )
            self.metrics = {
                name: FROM_UNITS * getattr(pango, f"pango_font_metrics_get_{name}")(metrics)
                for name in METRICS
            }
        return self.metrics


METRICS = (
    "ascent",
    "underline_position",
    "strikethrough_position",
    "underline_thickness",
    "strikethrough_thickness",
)


def context_of(style: Any) -> Context:
    """Give the one context of all styles that set text alike."""
    context: Context | None = getattr(style, "shared_context", None)
    if context is None:
        contexts = style.font_config.__dict__.setdefault("contexts", {})
        key = tuple([style[name] for name in WHAT_SETS_A_CONTEXT])
        context = contexts.get(key)
        if context is None:
            context = contexts[key] = Context(style)
        style.shared_context = context
    return context


def set_up(self: Any, style: Any) -> None:
    """Make a Pango layout in the shared context of a style."""
    self.style, self.first_line_direction, self.painting = style, 0, False
    context = context_of(style)
    self.language = context.language
    self.layout = ffi.gc(pango.pango_layout_new(context.context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(self.layout, False)
    pango.pango_layout_set_font_description(self.layout, context.description)
    if style["text_decoration_line"] == "none":
        self.ascent = self.underline_position = self.strikethrough_position = None
    else:
        self.__dict__.update(context.lines())
    if context.features is not None:
        attributes = pango.pango_attr_list_new()
        pango.pango_attr_list_insert(attributes, context.features)
        pango.pango_layout_set_attributes(self.layout, attributes)


def set_paragraph(self: Any, text: str, justify: bool = False) -> None:
    """Set a text and at once say that it is one paragraph, or painting would say so and shape it again."""
    single = not PARAGRAPH_ENDS.search(text)
    pango.pango_layout_set_single_paragraph_mode(self.layout, single)
    set_text(self, text, justify)


def first_line_of(self: Any) -> tuple[Any, int | None]:
    """Give the first line and where the second begins, and note whether there is a second."""
    line, index = get_first_line(self)
    self.is_whole = index is None
    return line, index


def measure(
    line: Any,
    text: str,
    layout: Any,
    resume_at: int | None,
    space_collapse: bool,
    style: Any,
    hyphenated: bool = False,
    hyphenation_character: str = "",
) -> tuple[Any, int, int | None, float, float, float]:
    """Measure the line that was found; shape it once more only if the layout holds more than this line."""
    length = line.length
    if hyphenated:
        length -= len(hyphenation_character.encode())
    elif resume_at:
        alone = text.encode()[:length].decode()
        alone = alone.rstrip(" ") if space_collapse else alone
        if not (layout.is_whole and layout.text == alone):
            pango.pango_layout_set_width(layout.layout, -1)
            layout.set_text(alone)
            line, _ = layout.get_first_line()
        length = line.length if line is not None else 0
    width, height = line_break.line_size(line, style)
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    layout.deactivate()
    return layout, length, resume_at, width, height, baseline


def begin(typefaces: FontConfiguration) -> None:
    """Count the layouts of the next document from nothing."""
    typefaces.layouts_kept = 0


def keep(self: Any) -> None:
    """Keep a placed line's layout for painting, unless there are too many; drop a painted one."""
    typefaces = self.style.font_config
    typefaces.layouts_kept += 1
    if self.painting or typefaces.layouts_kept > MOST_LAYOUTS_KEPT:
        del self.layout, self.language, self.style


def take_up(self: Any, style: Any) -> None:
    """Take a line's layout up again to paint it, made anew if it was dropped or is to be justified."""
    if self.justification_spacing or not hasattr(self, "layout"):
        self.setup(style)
        self.set_text(self.text, justify=True)
    elif not self.is_whole:
        pango.pango_layout_set_width(self.layout, -1)
    self.painting = True


def strut_of(style: Any) -> tuple[float, float]:
    """Give a style's line height and baseline, found once for each style."""
    height: tuple[float, float] | None = getattr(style, "known_strut", None)
    if height is None:
        height = style.known_strut = strut(style)
    return height


PATCHES = (
    Patch(line_break.Layout, "setup", set_up, "one context for all text set alike"),
    Patch(line_break.Layout, "set_text", set_paragraph, "a line is not shaped again when painted"),
    Patch(line_break.Layout, "get_first_line", first_line_of, "a line is not shaped again when painted"),
    Patch(line_break, "first_line_metrics", measure, "a line that stands alone is not shaped again"),
    Patch(line_break.Layout, "deactivate", keep, "a line keeps its layout until it is painted"),
    Patch(line_break.Layout, "reactivate", take_up, "a line keeps its layout until it is painted"),
    *everywhere(strut, strut_of, "a style's line height is looked up by its many values for every line"),
)
