"""Codes of bodies that can be checked by themselves."""
import re

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"        # GB 32100-2015: without I, O, S, V, Z
CREDIT = re.compile(f"[{ALPHABET}]{{18}}")
ORGANISATION = re.compile("[0-9A-Z]{8}[0-9X]")      # GB 11714-1997


def check_character(code):
    """The eighteenth character of a 统一社会信用代码, from the seventeen before it (GB 32100-2015, MOD 31-3)."""
    total = sum(ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(code[:17]))
    return ALPHABET[(31 - total % 31) % 31]


def is_credit_code(code):
    return bool(CREDIT.fullmatch(code)) and check_character(code) == code[17]
