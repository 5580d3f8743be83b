"""Who writes to publicity and network bodies and the media, and who signs for what comes in."""
from openness.agencies.holders import Holders

LINK = "link_with_media"
ANSWER = "answer_to_oversight"      # whatever a body is asked from outside itself: letters, urgings, reports


class Here(Holders):
    """At the body addressed; at a unit outside the system there is nobody who could act."""

    def agencies(self, subject):
        return [agency for agency in super().agencies(subject) if agency is not None]


KEEPERS = Holders(LINK, "agency")               # of an entry of the book
SENDERS = Holders(LINK, "agency")               # of a letter
SENDERS_OF_DELIVERY = Holders(LINK, "letter.agency")
RECEIVERS = Here(ANSWER, "agency")              # of a delivery
