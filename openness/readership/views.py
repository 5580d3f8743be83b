from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views import View

from openness.publication.views.items import editions_of, gone

from .cookie import answered, remember
from .limiting import FROM_ONE_PLACE, too_many
from .models import Reason, Vote


class Useful(View):
    """/useful/<address>/: asks, takes one answer a day and thanks; who found no help may say why."""

    def dispatch(self, request, address):
        editions = editions_of(address)
        self.item = next((each for each in editions if each.is_current), None)
        if self.item is None:
            return gone(request, editions)
        self.today = localdate()
        self.votes = answered(request, self.today)
        return super().dispatch(request, address)

    def get(self, request, address):
        return self.page(vote=self.vote())

    def post(self, request, address):
        here, vote, answer = redirect("readership:useful", address), self.vote(), request.POST.get("useful")
        if request.POST.get("reason") in Reason.values:
            if vote:
                Vote.objects.filter(pk=vote.pk, useful=False, reason="").update(reason=request.POST["reason"])
        elif answer not in ("yes", "no"):
            return self.page(422, vote=vote)
        elif vote is None:
            if too_many(request, address):
                limited = self.page(429, limit=FROM_ONE_PLACE)
                limited["Retry-After"] = "3600"
                return limited
            vote = Vote.objects.create(address=address, useful=answer == "yes", on=self.today)
            remember(here, self.votes | {vote.address.hex: vote.pk}, self.today)
        return here

    def vote(self):
        return Vote.objects.filter(pk=self.votes.get(self.item.address.hex), address=self.item.address).first()

    def page(self, status=200, **more):
        return render(self.request, "readership/useful.html", {"item": self.item, "reasons": Reason.choices} | more, status=status)
