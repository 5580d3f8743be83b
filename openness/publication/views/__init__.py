"""The public pages. They read the public tables and nothing else."""
from .about import accessibility, robots
from .items import compare, edition, file, home, item
from .search import results, suggestions

__all__ = ["accessibility", "compare", "edition", "file", "home", "item", "results", "robots", "suggestions"]
