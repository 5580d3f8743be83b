from .file import PublicFile
from .item import PublicItem
from .search import SearchRow

__all__ = ["PublicFile", "PublicItem", "SearchRow"]
