"""Numbers as lists write them: w:numFmt of WordprocessingML (ECMA-376 part 1, 17.18.59)."""

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def counting(number: int, digits=_DIGITS, units="十百千") -> str:
    """三十二, 一百零五, up to 9,999; beyond that plain digits."""
    if not 0 < number < 10_000:
        return digits[0] if number == 0 else str(number)
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10 ** place % 10
        if digit:
            text += ("零" if gap and text else "") + digits[digit] + (units[place - 1] if place else "")
        gap = not digit
    return text


def _chinese(number):
    text = counting(number)
    return text[1:] if text.startswith("一十") else text


def _formal(number):
    return counting(number, _FORMAL, "拾佰仟")


def _digital(number):
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _full_width(number):
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def _enclosed(first, count):
    return lambda number: chr(first + number - 1) if 1 <= number <= count else str(number)


def _cycle(characters):
    return lambda number: characters[(number - 1) % len(characters)] if number > 0 else str(number)


def _letters(first):
    """a…z, aa, bb, as Word goes on."""
    return lambda number: chr(first + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 780 else str(number)


def _roman(number):
    if not 0 < number < 5000:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


FORMATS = {
    "decimal": str, "decimalHalfWidth": str, "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _full_width, "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _enclosed(0x2460, 20), "decimalEnclosedCircleChinese": _enclosed(0x2460, 20),
    "decimalEnclosedParen": _enclosed(0x2474, 20), "decimalEnclosedFullstop": _enclosed(0x2488, 20),
    "ideographEnclosedCircle": _enclosed(0x3280, 10),
    "chineseCounting": _chinese, "chineseCountingThousand": _chinese, "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese, "taiwaneseCountingThousand": _chinese,
    "ideographDigital": _digital, "japaneseDigitalTenThousand": _digital, "taiwaneseDigital": _digital,
    "chineseLegalSimplified": _formal, "ideographLegalTraditional": _formal, "japaneseLegal": _formal,
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"), "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "upperLetter": _letters(ord("A")), "lowerLetter": _letters(ord("a")),
    "upperRoman": _roman, "lowerRoman": lambda number: _roman(number).lower(),
    "none": lambda number: "", "bullet": lambda number: "",
}


def written(number: int, form: str) -> str:
    """A number in a format; an unknown one is written in plain digits."""
    return FORMATS.get(form, str)(number)
