"""Names of fonts in Office files, as styles and themes hand them down to a run."""

from lxml import etree

from cms.file_text.archives import Archive


def attribute(element: etree._Element | None, name: str) -> str:
    """The value of an attribute in any namespace; "" if there is none."""
    if element is None:
        return ""
    return next((str(value) for key, value in element.items() if etree.QName(key).localname == name), "")


def is_on(properties: etree._Element, name: str) -> bool:
    """Whether a property such as "vanish" is set and not switched off."""
    found = properties.find(f"{{*}}{name}")
    return found is not None and attribute(found, "val") not in ("0", "false", "off")


class Fonts:
    """The fonts of one Office file: its theme, and in a Word file its styles."""

    def __init__(self, archive: Archive, main: str) -> None:
        parts = {kind: part for _key, kind, part in archive.targets(main)}
        self._theme = _theme_fonts(archive, parts.get("theme", ""))
        self._styles: dict[str, tuple[str, str]] = {}
        self._default = self._theme.get("minor", "")
        self.default_style = ""
        root = archive.xml(parts.get("styles", ""))
        for style in () if root is None else root.iterfind("{*}style"):
            key = attribute(style, "styleId")
            base = attribute(style.find("{*}basedOn"), "val")
            self._styles[key] = (base, self.named(style.find("{*}rPr")))
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true"):
                self.default_style = key
        if root is not None:
            self._default = self.named(root.find("{*}docDefaults/{*}rPrDefault/{*}rPr")) or self._default

    def named(self, properties: etree._Element | None) -> str:
        """The font that run properties name themselves; "" if they leave it to the style."""
        if properties is None:
            return ""
        fonts = properties.find("{*}rFonts")
        if fonts is None:
            typeface = attribute(properties.find("{*}latin"), "typeface")
            # "+mn-lt" is the font of the theme for text, "+mj-lt" that for headings.
            themed = {"+mn": "minor", "+mj": "major"}.get(typeface[:3], "")
            return self._theme.get(themed, "") if themed else typeface
        theme = attribute(fonts, "hAnsiTheme") or attribute(fonts, "asciiTheme")
        if theme:
            return self._theme.get(theme[:5], "")
        # The marked letters of the old fonts lie where Word takes the second of the two names.
        return attribute(fonts, "hAnsi") or attribute(fonts, "ascii")

    def of_styles(self, *styles: str) -> str:
        """The font that the first of these styles with one gives, itself or by what it is based on."""
        return next((font for font in map(self._inherited, styles) if font), self._default)

    def _inherited(self, style: str) -> str:
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            style, font = self._styles[style]
            if font:
                return font
        return ""


def _theme_fonts(archive: Archive, part: str) -> dict[str, str]:
    root = archive.xml(part)
    if root is None:
        return {}
    names = {
        key: attribute(root.find(f".//{{*}}{key}Font/{{*}}latin"), "typeface") for key in ("minor", "major")
    }
    return {key: name for key, name in names.items() if name}
