"""Fragments as word processors and web pages put them on the clipboard, each with the blocks that shall come of it."""
import json
from pathlib import Path

HERE = Path(__file__).parent
FRAGMENTS = {file.stem: file.read_text(encoding="utf-8") for file in sorted(HERE.glob("*.html"))}
EXPECTED = {name: json.loads((HERE / f"{name}.json").read_text(encoding="utf-8")) for name in FRAGMENTS}
DEEP = [{"k": "p", "t": "深处"}]
STYLE = "text-indent:24.0000pt;mso-char-indent-count:2.0000;font-family:宋体;" * 8
# name → (what is pasted, its blocks; None when the server says that it is too much)
LARGE = {
    "spans": ("<p>" + "<span style='color:red'>" * 5000 + "深处" + "</span>" * 5000 + "</p>", DEEP),
    "marked spans": ("<p>" + "<span style='font-weight:bold'>" * 5000 + "深处" + "</span>" * 5000 + "</p>",
                     [{"k": "rich", "t": "深处", "h": "<p><strong>深处</strong></p>"}]),
    "divs": ("<div>" * 5000 + "深处", DEEP),
    "bold": ("<b>" * 5000 + "深处", [{"k": "rich", "t": "深处", "h": "<p><strong>深处</strong></p>"}]),
    "2 MB of styles": ("".join(f"<p class=MsoNormal style='{STYLE}'><span style='{STYLE}'>第{n}段</span></p>" for n in range(1500)),
                       [{"k": "p", "t": f"第{n}段"} for n in range(1500)]),
    "2 MB of words": ("<p>" + "字" * 700_000 + "</p>", None),
    "quotes without end": ("<p>前</p>" + "<a '" * 200_000, [{"k": "p", "t": "前"}]),
    "comments without end": ("<p>前</p>" + "<!--" * 200_000, [{"k": "p", "t": "前"}]),
    "style sheets without end": ("<p>前</p>" + "<style>" * 200_000, [{"k": "p", "t": "前"}]),
    "names that are no names": ("<p>前</p><v:a(((>x</v:a(((><p>后</p>", [{"k": "p", "t": "前"}, {"k": "p", "t": "后"}]),
    "less than": ("<p>" + "<" * 1000 + "</p>", [{"k": "p", "t": "<" * 1000}]),
}
