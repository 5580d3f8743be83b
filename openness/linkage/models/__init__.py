from .contact import Contact
from .letter import Delivery, Letter

__all__ = ["Contact", "Delivery", "Letter"]
