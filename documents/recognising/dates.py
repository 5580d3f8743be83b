"""Dates as documents write them: 2017年5月8日, ２０１７ 年 05 月 08 日, 二〇一七年五月八日, 2017-05-08."""
import re
import unicodedata
from datetime import date

ZEROS = "〇○零ＯOoо０0◯Ｏ"         # what stands for 〇 in typed and scanned dates
_DIGITS = dict.fromkeys(ZEROS, 0) | {character: n for n, character in enumerate("一二三四五六七八九", 1)}
_GAP = r"\s{0,4}"
_SMALL = "(?:[0-9０-９]{1,2}|[一二三四五六七八九十廿卅元]{1,3})"

WORDED = (
    rf"(?:[12１２][0-9０-９]{{3}}|[一二][一二三四五六七八九{ZEROS}]{{3}}){_GAP}年"
    rf"{_GAP}{_SMALL}{_GAP}月{_GAP}{_SMALL}{_GAP}日"
)
_SIGNED = r"(?<![0-9])(?:19|20)[0-9]{2}([-./])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])"
DATE = re.compile(f"{WORDED}|{_SIGNED}")
# a draft leaves open what is not yet known: 2026年  月  日, 2026年X月X日, 20××年×月×日
_OPEN = r"[\s0-9０-９XxＸ×＊*_＿　]{0,8}"
BLANK = re.compile(
    rf"(?:[12１２][0-9０-９XxＸ×]{{3}}|[二2２][〇○零0０][一二三四五六七八九十〇○零XxＸ×]{{2}}|\s?[XxＸ×]{{2,4}})?\s{{0,8}}年{_OPEN}月(?:{_OPEN}日)?"
)
_PARTS = re.compile(r"[\s年月日./-]+")


def read(match: re.Match) -> date | None:
    """The date of a match of DATE; None when there is no such day."""
    year, month, day = _PARTS.sub(" ", match[0]).split()
    try:
        return date(_year(year), _small(month), _small(day))
    except (ValueError, KeyError):              # 2月30日, 十十月
        return None


def find(text: str) -> tuple[date, int, int] | None:
    """The first date of a text with its span."""
    for match in DATE.finditer(text):
        if day := read(match):
            return day, match.start(), match.end()
    return None


def _year(text):
    text = unicodedata.normalize("NFKC", text)
    if text.isascii() and text.isdigit():
        return int(text)
    return int("".join(str(_DIGITS[character]) if character in _DIGITS else character for character in text))


def _small(text):
    text = unicodedata.normalize("NFKC", text)
    if text.isascii():
        return int(text)
    text = text.replace("元", "一").replace("廿", "二十").replace("卅", "三十")
    tens, ten, units = text.partition("十")
    if not ten:
        return int("".join(str(_DIGITS[character]) for character in text))
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[units] if units else 0)
