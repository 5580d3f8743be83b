"""The steps of each kind of case of this app."""
from .case import case_workflow
from .consultation import consultation_workflow
from .material import material_workflow
from .plan import plan_workflow
from .rectification import rectification_workflow
from .round import round_workflow

__all__ = ["case_workflow", "consultation_workflow", "material_workflow", "plan_workflow", "rectification_workflow", "round_workflow"]
