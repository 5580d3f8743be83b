"""From the first line to the body: marks, number, title (once or twice) and main recipients."""
import re
from dataclasses import dataclass

from openness.publication import numbers

from . import dates, page
from .genres import WORD, genre_word
from .lines import Line
from .marks import is_draft, is_empty_label, is_furniture, is_mark, number_on
from .organs import is_part, organs_in
from .recipients import read_recipients
from .recognised import Found
from .titles import LONGEST, find_title, join, may_be_title, repeats, squeeze

ZONE = 60                           # lines within which a head ends
_TITLE_THEN_NUMBER = re.compile(
    rf"(.{{2,{LONGEST}}}?(?:{WORD}))\s*[（(]?\s*([\u3400-\u9fff]{{2,12}}\s*[〔\[［（(【﹝]\s*[12１２][0-9０-９]{{3}}.{{1,12}})"
)
_ORDER_THEN_NUMBER = re.compile(r"(.{2,60}令)\s*[（(]?\s*(第\s*[0-9０-９一二三四五六七八九十百零〇]{1,8}\s*号\s*[）)]?)")
_MARK_THEN_NUMBER = re.compile(r"(.{2,40}文件)\s+([\u3400-\u9fff]{2,12}\s*[〔\[［（(【﹝]\s*[12１２][0-9０-９]{3}.{1,12})")
_TITLE_THEN_RECIPIENTS = re.compile(rf"(.{{6,{LONGEST}}}?的(?:{WORD}))\s+([^。；]{{2,200}}[：:].*)")
_NUMBER_THEN_TITLE = re.compile(
    rf"([\u3400-\u9fff]{{2,12}}\s*[〔\[［（(【﹝]\s*[12１２][0-9０-９]{{3}}\s*[〕\]］）)】﹞]\s*第?[0-9０-９]{{1,5}}\s*号)?\s*"
    rf"《([^《》]{{2,60}}关于(?:[^《》〈〉]|[《〈][^《》〈〉]{{1,120}}[》〉]){{2,{LONGEST}}}(?:{WORD}))》")
_NUMBER_BEFORE_TITLE = re.compile(
    rf"([\u3400-\u9fff]{{2,12}}\s?[〔\[［（(【﹝]\s?[12１２][0-9０-９]{{3}}\s?[〕\]］）)】﹞]\s?第?[0-9０-９]{{1,5}}\s?号)\s{{0,8}}"
    rf"([\u3400-\u9fff][^。；]{{2,200}}关于[^。；]{{2,{LONGEST}}}(?:{WORD}))")
_ADOPTED = re.compile("通过|批准|公布|修正|修订|施行")
_DATED_LABEL = re.compile(r"(?:成文日期|成文时间|生成日期)\s{0,4}[：:]\s{0,8}")


@dataclass
class Head:
    end: int = 0                    # index of the body's first line
    rest: str = ""                  # body text that stood on the recipients' line
    title: Found | None = None
    number: Found | None = None
    main_recipients: Found | None = None
    dated_on: Found | None = None   # under the title, for want of a signature
    issuer: Found | None = None     # the same: beside or above that date
    labelled: Found | None = None   # 成文日期： of a page, for want of any other date
    is_draft: bool = False          # （征求意见稿） above or under the title
    is_adopted: bool = False        # （……第四次会议通过） under the title


def read_head(lines: list[Line]) -> Head:
    head, limit = Head(), min(len(lines), ZONE)
    while head.end < limit:
        taken = _furniture(lines, head) or (_after_title if head.title else _before_title)(lines, head)
        if not taken:
            break
        head.end += taken
    if head.title and (found := read_recipients(lines, head.end)):
        head.end, head.rest, head.main_recipients = found
    return head


def split_run_ons(lines: list[Line]) -> list[Line]:
    """Part what belongs on two lines of the head: ……的通知 渝府办发〔2017〕60号, 重庆市人民政府令第290号."""
    return [part for line in lines[:ZONE] for part in _split(line)] + lines[ZONE:]


def _split(line):
    if len(line.text) > LONGEST + 40:
        return [line]
    if found := _NUMBER_THEN_TITLE.fullmatch(line.text):         # a page's own title: 京政办发〔2016〕26号《……的通知》
        return [line._replace(text=text) for text in (found[1], found[2]) if text]
    if (found := _NUMBER_BEFORE_TITLE.fullmatch(line.text)) and numbers.parse(found[1]):
        return [line._replace(text=found[1]), line._replace(text=found[2])]
    found = _ORDER_THEN_NUMBER.fullmatch(line.text) or _MARK_THEN_NUMBER.fullmatch(line.text)
    found = found or (_TITLE_THEN_RECIPIENTS.fullmatch(line.text) if may_be_title(line.text[:20]) else None)
    if not found and (found := _TITLE_THEN_NUMBER.fullmatch(line.text)):
        found = found if numbers.parse(found[2].rstrip("）) ")) else None
    return [line._replace(text=found[1]), line._replace(text=found[2].rstrip("）) "))] if found else [line]


def _furniture(lines, head):
    """How many lines are neither title nor recipients; they may give the number."""
    line, text = lines[head.end], lines[head.end].text
    if is_empty_label(text) and (value := _value_below(lines, head.end + 1)):
        if not page.title_label(text):
            if page.number_label(text):
                head.number = head.number or _number(value, number_on(value.text), head)
            return 2
        return 1
    if value := number_on(text):
        head.number = head.number or _number(line, value, head)
        _labelled(line, head)
        return 1
    if is_mark(text):
        head.is_draft = head.is_draft or ("稿" in text and is_draft(text))
        _labelled(line, head)
        return 1
    return 0


def _number(line, value, head):
    if not value:
        return None
    if value.startswith(("第", "1", "2")) and head.title and head.title.value.endswith(("令", "公告", "通告")):
        issuer, about, _matter = head.title.value.partition("关于")
        mark = issuer + genre_word(head.title.value) if about else head.title.value     # ……局关于……的公告 / 2025年第5号
        value = squeeze(mark) + value
    return Found(value, line.number, line.text)


def _value_below(lines, i):
    """The line that holds the value of the label above it; nothing when the page left the value out."""
    if i >= min(len(lines), ZONE) or is_mark(lines[i].text) or is_empty_label(lines[i].text):
        return None
    text = lines[i].text
    title = find_title(_stretch(lines, i))
    return None if len(text) > 60 or text[-1] in "：:。" or (title and title[0] == 0) else lines[i]


def _labelled(line, head):
    """What a page's labels say, for want of a signature."""
    if len(line.text) > page.LONGEST:
        return
    text = line.text
    for label in _DATED_LABEL.finditer(text):
        found = dates.find(text[label.end():label.end() + 20])
        if found and not head.labelled:
            head.labelled = Found(found[0], line.number, text)


def _before_title(lines, head):
    """The mark of the issuing bodies, or lines up to the end of the title; 0 when there is neither."""
    return _mark(lines, head.end) or _title(lines, head)


def _mark(lines, start):
    """Lines of bodies alone, with 文件 beside the last or the middle one, over a number or a page's label."""
    end = start
    while end < min(len(lines), ZONE) and _names_bodies(lines[end].text):
        end += 1
    if end == start or end >= len(lines):
        return 0
    if any(line.text.endswith("文件") for line in lines[start:end]):    # issuers of the title may follow at once
        return next(i for i in range(end, start, -1) if i == end or lines[i - 1].text.endswith("文件")) - start
    return end - start if is_furniture(lines[end].text) and _title_follows(lines, end) else 0


def _names_bodies(text):
    return bool(organs_in(text.removesuffix("文件").rstrip())) or is_part(text)


def _title(lines, head):
    """Lines up to the end of the title, with what stands before it; 0 when there is none here."""
    stretch = _stretch(lines, head.end)
    found = find_title(stretch)
    if found is None and not (stretch and may_be_title(stretch[0])):
        return 0
    first, last, title = found or (0, 1, join(stretch[:1]))
    head.title = _found(title, lines, head.end + first, head.end + last)
    return last


def _stretch(lines, start):
    """The lines from start that may be title together."""
    texts = []
    for line in lines[start:start + ZONE]:
        if not may_be_title(line.text) or is_furniture(line.text):
            break
        texts.append(line.text)
    return texts


def _title_follows(lines, i):
    while i < min(len(lines), ZONE) and is_furniture(lines[i].text):
        i += 1
    return find_title(_stretch(lines, i)) is not None


def _after_title(lines, head):
    """The title again, the true one after a site's heading or a mark, a date, a line in parentheses."""
    stretch = _stretch(lines, head.end)
    count, title = repeats(head.title.value, stretch)
    if count:
        if title != head.title.value:
            head.title = _found(title, lines, head.end, head.end + count)
        return count
    if taken := _adopted(lines, head) or _dated(lines, head):
        return taken
    if found := find_title(stretch):
        if _is_truer(found[2], head.title.value):
            head.title = _found(found[2], lines, head.end + found[0], head.end + found[1])
            return found[1]
        if "纪要" in found[2][-2:] and head.title.value.endswith("纪要"):       # 市政府第105次常务会议纪要, under the mark
            return found[1]
    return 0


def _is_truer(title, known):
    """Whether a second title is the real one: the first has no genre, or is but a mark, 专题会议纪要, 某局公告."""
    if not genre_word(known):
        return "关于" in title or len(title) >= 10 and "关于" not in known
    kind = genre_word(title)
    return "关于" in title and "关于" not in known and kind == genre_word(known) and kind != "令"


def _dated(lines, head):
    """A date under the title, with the bodies above or beside it: 江州市统计局 / 2026年3月18日."""
    names, start = [], head.end
    for i in range(start, min(len(lines), start + 8)):
        text = lines[i].text.strip("（()） ")
        match = dates.DATE.search(text) if len(text) <= 80 else None
        beside = text[:match.start()].strip() if match and match.end() == len(text) else text
        here = organs_in(beside) if beside else []
        if beside and not here:
            return 0
        names += here
        if match:
            day = dates.read(match)
            if not day:
                return 0
            source = "\n".join(line.text for line in lines[start:i + 1])
            head.dated_on = Found(day, lines[i].number, source)
            if names:
                head.issuer = Found(names, lines[start].number, source)
            return i + 1 - start
    return 0


def _adopted(lines, head):
    """How many lines （2018年7月26日……第四次会议通过） has under the title of a decision or resolution."""
    if lines[head.end].text[0] not in "（(":
        return 0
    text, count = "", 0
    while count < 4 and head.end + count < len(lines) and text[-1:] not in ("）", ")"):
        text += lines[head.end + count].text
        count += 1
    found = dates.find(text) if len(text) <= 300 and text[-1] in "）)" and _ADOPTED.search(text) else None
    if found is None:
        return 0
    head.dated_on = head.dated_on or Found(found[0], lines[head.end].number, text)
    head.is_adopted = True
    return count


def _found(title, lines, first, last):
    return Found(title, lines[first].number, "\n".join(line.text for line in lines[first:last]))
