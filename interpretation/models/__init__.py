from .case import CaseStudy
from .channel import ChannelRecord
from .consultation import Consultation
from .evaluation import Evaluation
from .material import Material
from .plan import Plan
from .rectification import Rectification
from .round import Round

__all__ = ["CaseStudy", "ChannelRecord", "Consultation", "Evaluation", "Material", "Plan", "Rectification", "Round"]
