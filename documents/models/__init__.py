from .document import Document, JointBody
from .imported import ImportedText
from .part import Part
from .review import Review
from .slip import SlipLine

__all__ = ["Document", "ImportedText", "JointBody", "Part", "Review", "SlipLine"]
