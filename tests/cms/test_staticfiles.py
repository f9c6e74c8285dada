"""Collected style sheets: readers fetch one file, whatever the number of files it is made of."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

from cms.staticfiles import BundledStaticFilesStorage


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files of `cms` under the names that pages use, mapped to what is served for them."""
    location = tmp_path_factory.mktemp("static")
    storage = BundledStaticFilesStorage(location=location, base_url="/static/", bundled=["cms/"])
    found = {}
    for finder in get_finders():
        for path, source in finder.list([]):
            if path.startswith("cms/") and path not in found:
                found[path] = (source, path)
                with source.open(path) as file:
                    storage.save(path, file)
    served = {}
    for name, served_as, processed in storage.post_process(found):
        if isinstance(processed, Exception):
            raise processed
        if not served_as.endswith((".gz", ".br")):
            served[name] = location / served_as
    return served


def test_the_style_of_every_page_is_one_small_file(collected: dict[str, Path]) -> None:
    style = collected["cms/css/site.css"].read_bytes()
    assert b"@import" not in style and b"\n" not in style.strip()
    assert len(style) < 20_480 and len(gzip.compress(style)) < 5_600


def test_every_component_is_in_the_style(collected: dict[str, Path]) -> None:
    folder = settings.BASE_DIR / "cms" / "static" / "cms" / "css"
    imported = folder.joinpath("site.css").read_text()
    own = {"site.css", "kit.css", "embed.css", "error.css"}
    assert {f'@import "{path.name}";' for path in folder.glob("*.css") if path.name not in own} == {
        line for line in imported.splitlines() if line.startswith("@import")
    }
    style = collected["cms/css/site.css"].read_text()
    order = [style.index(part) for part in ("@font-face", ".top{", ".rescue{", "@media print")]
    assert order == sorted(order)


@pytest.mark.parametrize("name", ["site", "embed"])
def test_fonts_are_found_from_the_style(name: str, collected: dict[str, Path]) -> None:
    style = collected[f"cms/css/{name}.css"].read_text()
    font = collected["cms/fonts/be-vietnam-pro-400.woff2"]
    assert f'url("../fonts/{font.name}")' in style or f"url(../fonts/{font.name})" in style


def test_only_what_is_served_is_compressed(collected: dict[str, Path]) -> None:
    for name in ("cms/css/site.css", "cms/site.js"):
        hashed = collected[name]
        plain = hashed.with_name(Path(name).name)
        assert {suffix for suffix in (".br", ".gz") if Path(f"{hashed}{suffix}").exists()} == {".br", ".gz"}
        assert not any(Path(f"{plain}{suffix}").exists() for suffix in (".br", ".gz"))
