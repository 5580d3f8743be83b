"""The office watches by SUPERVISE (openness.deadlines.rights); the bodies answer it by this right."""
from openness.agencies.holders import Holders
from openness.deadlines.rights import SUPERVISE
from openness.linkage.rights import ANSWER

OFFICE = Holders(SUPERVISE, "agency")               # of an urging, of a report
OFFICE_OF_RECEIPT = Holders(SUPERVISE, "urging.agency")
BODY = Holders(ANSWER, "agency")                    # of a receipt
