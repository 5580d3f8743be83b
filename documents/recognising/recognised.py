"""What was read from a text, and where: the shape that recognise() returns."""
from dataclasses import dataclass
from typing import Any, NamedTuple


class Found(NamedTuple):
    value: Any
    line: int                       # where it begins, counted from one as an editor does
    source: str                     # the line or lines it was read from


@dataclass(frozen=True)
class Recognised:
    """Each element as Found, or None when the text does not show it; what value holds is said beside the name."""
    title: Found | None = None              # str, once and on one line
    number: Found | None = None             # str, canonical
    genre: Found | None = None              # str: a code of documents.choices.Genre
    issuer: Found | None = None             # list[str]: several for a joint document
    main_recipients: Found | None = None    # str, without the colon
    body: Found | None = None               # list[dict]: blocks of openness.publication.blocks
    attachments: Found | None = None        # list[str]: titles in the 附件说明
    annex: Found | None = None              # list[dict]: blocks of what stands after the signature, attachments in full
    dated_on: Found | None = None           # date: 成文日期
    annotation: Found | None = None         # str: 附注, without its parentheses
    disclosure: Found | None = None         # str: proactive, on_request, withheld
    copy_recipients: Found | None = None    # list[str]: 抄送
    printing_office: Found | None = None    # str: 印发机关
    printed_on: Found | None = None         # date: 印发日期
    why_not: Any = None                     # a sentence (lazy) when this is no official document

    @property
    def is_official(self) -> bool:
        return self.why_not is None
