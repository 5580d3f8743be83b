from .file import PublicFile
from .item import PublicItem
from .old import OldAddress
from .search import SearchRow
from .validity import PublicRelation, ValidityChange

__all__ = ["OldAddress", "PublicFile", "PublicItem", "PublicRelation", "SearchRow", "ValidityChange"]
