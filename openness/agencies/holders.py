from operator import attrgetter

from django.db.models import Manager


class Holders:
    """Whose matter something is: those who hold a right at an agency that the subject names (at one, if several).

    The same constant says who may take a step, who is told of it and whom a clock reminds.
    """

    def __init__(self, right: str, *at: str):
        self.right, self.at = right, at

    def agencies(self, subject):
        for path in self.at:
            place = attrgetter(path)(subject)
            yield from place.all() if isinstance(place, Manager) else [place]
