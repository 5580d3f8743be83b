"""发文字号: one canonical spelling, 渝府办发〔2017〕60号, for the many that are typed.

党政机关公文格式 GB/T 9704-2012 7.2.5: issuing code, year in full within hexagonal brackets, serial without 第 and
without leading zeros.
"""
import re
import unicodedata
from typing import NamedTuple

OPENING = "〔[［(（【{｛⟦〚〖〘「『《〈<⟨❲﹝⦗"
CLOSING = "〕]］)）】}｝⟧〛〗〙」』》〉>⟩❳﹞⦘"
HAN = "㐀-䶿一-鿿"
LONGEST = 200                       # no number is longer; anything longer is not read at all
YEARS = range(1949, 2100)

_INVISIBLE = re.compile("[\\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_WRITTEN = re.compile(
    rf"(?P<prefix>[{HAN}]{{1,30}})(?P<opening>[{re.escape(OPENING)}]?)(?P<year>[0-9]{{4}})"
    rf"(?P<closing>年?[{re.escape(CLOSING)}]|年|)(?P<ordinal>第?)(?P<serial>0{{0,9}}[0-9]{{1,6}})(?:[号號](?:文件?)?)?"
)
# 国家税务总局公告2017年第3号, 重庆市人民政府令2017年第3号: numbers of another form, which keep it
_OTHER_FORMS = ("令", "公告", "通告", "公报", "通报")

# how a number is typed from memory: without brackets, with a blank, a dash or a stroke in their place
_REMEMBERED = re.compile(
    rf"(?P<prefix>[{HAN}]{{2,30}}?)[^0-9{HAN}]*(?P<year>(?:19|20)[0-9]{{2}})年?[^0-9{HAN}]*第?[^0-9{HAN}]*"
    rf"(?P<serial>0{{0,9}}[0-9]{{1,5}})[^0-9{HAN}]*(?:[号號](?:文件?)?)?[^0-9{HAN}]*"
)

_CITED = re.compile(
    rf"\s{{0,2}}[{re.escape(OPENING)}]\s{{0,2}}([0-9０-９]{{4}})\s{{0,2}}年?[{re.escape(CLOSING)}]"
    r"\s{0,2}第?\s{0,2}([0０]{0,9}[0-9０-９]{1,6})\s{0,2}[号號]"
)
_RUN = re.compile(rf"[{HAN}]{{1,24}}\Z")
# words after which a code begins when no punctuation parts them: 贯彻落实国办发〔2016〕61号
_BEFORE_A_CODE = re.compile(
    "根据|依据|依照|按照|遵照|参照|比照|对照|贯彻|落实|执行|印发|转发|批转|废止|修改|修订|以及|文件|关于|通知|意见|即|"
    "决定|批复|违反|符合|适用|发布|下发|出台|包括|其中|同时|号文|[的了按见及与或以对由原将在]|(?<=.)和|(?<=.)为"
)
_AFTER_ANOTHER = re.compile("[号號）)》](和|与|及|以及)\\Z")
_JURISDICTION = re.compile("[国中渝京津沪冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云藏陕甘青宁新]")


class Number(NamedTuple):
    prefix: str
    year: int
    serial: int

    @property
    def codes(self):
        """The code with and without 字, which people add and leave out: 京政办字, 渝府办发."""
        return self.prefix, self.prefix[:-1] if self.prefix.endswith("字") and len(self.prefix) > 1 else f"{self.prefix}字"

    def __str__(self):
        return f"{self.prefix}〔{self.year}〕{self.serial}号"


class Cited(NamedTuple):
    """A number within running text: text[start:end] is how it is spelled there."""
    number: Number
    start: int
    end: int


def parse(text: str) -> Number | None:
    """The number that the whole text spells, with any brackets, spaces, widths, 第, zeros; or None."""
    if len(text) > LONGEST:
        return None
    squeezed = _squeeze(text)
    if squeezed[:1] == "(" and squeezed[-1:] == ")":        # （渝府办发〔2017〕60号）, as it stands under a title
        squeezed = squeezed[1:-1]
    written = _WRITTEN.fullmatch(squeezed)
    if written is None:
        return None
    bracketed = written["opening"] or written["closing"] not in ("", "年")
    if not bracketed and written["prefix"].endswith(_OTHER_FORMS):
        return None
    if not (bracketed or written["closing"] or written["ordinal"]):    # 渝府办发201760: where does the year end?
        return None
    return _number(written["prefix"], written["year"], written["serial"])


def guess(text: str) -> Number | None:
    """What a reader most likely means who types a number slightly wrong; only to look for, never to store."""
    if number := parse(text):
        return number
    written = _REMEMBERED.fullmatch(unicodedata.normalize("NFKC", text).strip()) if len(text) <= LONGEST else None
    if written is None or written["prefix"].endswith(_OTHER_FORMS):
        return None
    return _number(written["prefix"], written["year"], written["serial"])


def normalise(text: str) -> str:
    """The canonical spelling; what is no 发文字号 (重庆市人民政府令第290号) keeps its form, without white space."""
    number = parse(text)
    return str(number) if number else _squeeze(text)


def normalise_or_keep(text: str) -> str:
    """The canonical spelling of a number; a title keeps its own."""
    number = parse(text)
    return str(number) if number else " ".join(text.split())


def find_all(text: str) -> list[Cited]:
    """The numbers cited in running text, in order: only those with both brackets and 号, the rest is guesswork."""
    found, last = [], 0
    for tail in _CITED.finditer(text):
        run = _RUN.search(text, max(last, tail.start() - 24), tail.start())
        if run is None:
            continue
        start = run.start() + _lead_in(run.group(), text[max(0, run.start() - 1):run.start()])
        number = _number(text[start:tail.start()], *tail.groups())
        if number:
            found.append(Cited(number, start, tail.end()))
            last = tail.end()
    return found


def _number(prefix, year, serial):
    year, serial = int(year), int(serial)
    return Number(prefix, year, serial) if year in YEARS and serial >= 1 and prefix else None


def _squeeze(text):
    """NFKC, which leaves 〔〕 alone and makes digits, letters and （）［］ narrow, without any white space."""
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))


def _lead_in(run, before):
    """How many characters of a run of Chinese before the bracket belong to the sentence, not to the code."""
    cut = 0
    if joined := _AFTER_ANOTHER.search(before + run[:2]) or _AFTER_ANOTHER.search(before + run[:1]):
        cut = len(joined[1])
    for word in _BEFORE_A_CODE.finditer(run, cut):
        if len(run) - word.end() >= 2:
            cut = word.end()
    if len(run) - cut > 8 and (place := _JURISDICTION.search(run, len(run) - 8)):
        cut = place.start()
    return cut
