from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openness.agencies.models import Agency

from ..choices import Grade
from ..forms.evaluation import SCORES
from .plan import Plan

WEAK = 2            # a score from which something should be done


def score():
    return models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])


class EvaluationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(plan__in=Plan.objects.visible_to(user))


class Evaluation(models.Model):
    """解读效果评估表: written once by a step of the plan and never changed; a later one stands beside it."""
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="evaluations")
    number = models.PositiveSmallIntegerField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    readership = models.JSONField(default=list)         # [{title, form, reads, yes, no}], frozen
    channels = models.JSONField(default=list)           # [{channel, place, title, link, seen}], frozen
    questions_count = models.PositiveIntegerField(_("收到的咨询（件）"))
    questions = models.TextField(_("有代表性的问题"), blank=True)
    misreadings = models.TextField(_("发现的误读、误解"), blank=True)
    timeliness, authority, plainness, reach = score(), score(), score(), score()
    timeliness_why = models.CharField(max_length=300)
    authority_why = models.CharField(max_length=300)
    plainness_why = models.CharField(max_length=300)
    reach_why = models.CharField(max_length=300)
    grade = models.CharField(_("评估等次"), max_length=10, choices=Grade)
    conclusions = models.TextField(_("评估结论"))

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = _("解读效果评估")
        verbose_name_plural = _("解读效果评估")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="evaluations_are_counted"),
            *(models.CheckConstraint(name=f"{name}_is_from_1_to_5", condition=Q(**{f"{name}__range": (1, 5)})) for name in SCORES)]

    def __str__(self):
        return str(_("“%(title)s”解读效果评估（第 %(n)s 次）")) % {"title": self.plan.document.title, "n": self.number}

    def get_absolute_url(self):
        return reverse("interpretation:evaluation", args=[self.pk])

    @property
    def lines(self):
        """[(label, score, sentence)]"""
        return [(label, getattr(self, name), getattr(self, f"{name}_why")) for name, (label, _help) in SCORES.items()]

    @property
    def weak(self):
        return [(label, points, why) for label, points, why in self.lines if points <= WEAK]

    @property
    def points(self):
        return sum(points for _label, points, _why in self.lines)

    @property
    def reads(self):
        return sum(row["reads"] for row in self.readership)

    @property
    def yes(self):
        return sum(row["yes"] for row in self.readership)

    @property
    def no(self):
        return sum(row["no"] for row in self.readership)

    @property
    def seen(self):
        """The reach of all channels of which it is known."""
        return sum(row["seen"] or 0 for row in self.channels)
