from .report import MonthlyReport
from .urging import Urging, UrgingItem, UrgingReceipt

__all__ = ["MonthlyReport", "Urging", "UrgingItem", "UrgingReceipt"]
