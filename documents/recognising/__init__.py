"""Official documents read from text: bytes → decode → recognise → elements, each with the line it stands on."""
from openness.parsing.decoding import decode
from openness.parsing.sentences import Unreadable

from .recognised import Found, Recognised
from .recogniser import recognise

__all__ = ["Found", "Recognised", "Unreadable", "decode", "recognise"]
