"""The hash of the trail: SM3 (GB/T 32905-2016), its name stored beside each seal. Needs no Django."""
import hashlib
import json

ALGORITHM = "sm3"
plain = json.JSONEncoder(sort_keys=True, ensure_ascii=False)


def digest(words: str, algorithm=ALGORITHM) -> str:
    return hashlib.new(algorithm, words.encode()).hexdigest()


def of_words(note: str, data) -> tuple[str, str]:
    """What stands for an event's words, as read from the database, in its seal."""
    return digest(note) if note else NO_NOTE, digest(plain.encode(data)) if data else NO_DATA


NO_NOTE, NO_DATA = digest(""), digest("{}")
