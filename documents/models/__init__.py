from .document import Document, JointBody
from .imported import ImportBatch, ImportedText
from .part import Part
from .phrase import Phrase
from .relation import Relation
from .review import Review
from .slip import SlipLine

__all__ = ["Document", "ImportBatch", "ImportedText", "JointBody", "Part", "Phrase", "Relation", "Review", "SlipLine"]
