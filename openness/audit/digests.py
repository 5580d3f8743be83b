"""The hash of the trail: SM3 (GB/T 32905-2016), its name stored beside each seal."""
import hashlib

ALGORITHM = "sm3"


def digest(words: str, algorithm=ALGORITHM) -> str:
    return hashlib.new(algorithm, words.encode()).hexdigest()
