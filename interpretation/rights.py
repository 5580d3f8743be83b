"""The rights of this app: 谁起草、谁解读, and the office that presses for it."""
from documents.rights import PUBLISH, STOP_SECRETS, STOPPERS
from openness.agencies.holders import Holders

INTERPRET = "interpret_policy"
REVIEW_MATERIAL = "review_interpretation"
COORDINATE = "coordinate_interpretation"

INTERPRETERS = Holders(INTERPRET, "agency")                                 # of a plan
HEADS = Holders(REVIEW_MATERIAL, "agency")
OFFICE = Holders(COORDINATE, "document.reviewing_office")
STOPPERS_OF_PLAN = Holders(STOP_SECRETS, *(f"document.{path}" for path in STOPPERS.at))
STOPPERS_OF_MATERIAL = Holders(STOP_SECRETS, *(f"plan.document.{path}" for path in STOPPERS.at))
PUBLISHERS_OF_PLAN = Holders(PUBLISH, "document.reviewing_office")
AUTHORS = Holders(INTERPRET, "plan.agency")                                 # of a material
REVIEWERS = Holders(REVIEW_MATERIAL, "plan.agency")
PUBLISHERS = Holders(PUBLISH, "plan.document.reviewing_office")
