"""The rights of this app, and who holds them towards a document."""
from openness.agencies.holders import Holders

DRAFT = "draft_documents"
HEAD_UNIT = "head_drafting_unit"
SECRECY = "review_secrecy"
LEGALITY = "review_legality"
DISCLOSURE = "review_disclosure"
COUNTERSIGN = "countersign_documents"
REGISTER = "register_arrivals"
REVIEW = "review_documents"
SIGN = "sign_documents"
PUBLISH = "publish_documents"
STOP_SECRETS = "stop_secrets"       # held by all who handle papers: whoever sees that one is secret stops it at once

DRAFTERS = Holders(DRAFT, "drafting_agency")
UNIT_HEADS = Holders(HEAD_UNIT, "drafting_agency")
SECRECY_REVIEWERS = Holders(SECRECY, "drafting_agency", "reviewing_office")
LEGALITY_REVIEWERS = Holders(LEGALITY, "drafting_agency", "reviewing_office")
DISCLOSURE_REVIEWERS = Holders(DISCLOSURE, "drafting_agency")
COUNTERSIGNERS = Holders(COUNTERSIGN, "joint")
REGISTRARS = Holders(REGISTER, "issuing_agency.reviewing_office")
CORRECTORS = Holders(DRAFT, "corrects.drafting_agency")
REVIEWERS = Holders(REVIEW, "reviewing_office")
SIGNERS = Holders(SIGN, "issuing_agency")
LEADERS_OF_REVIEW = Holders(SIGN, "reviewing_office")      # the responsible leader of who reviews
PUBLISHERS = Holders(PUBLISH, "reviewing_office")
STOPPERS = Holders(STOP_SECRETS, "drafting_agency", "reviewing_office", "issuing_agency", "joint")
ADOPTERS = Holders(PUBLISH, "issuing_agency.reviewing_office")
