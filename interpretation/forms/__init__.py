from documents.forms import WithdrawForm

from .material import MaterialForm, TieForm
from .plan import ChangeAgencyForm, PlanForm

__all__ = ["ChangeAgencyForm", "MaterialForm", "PlanForm", "TieForm", "WithdrawForm"]
