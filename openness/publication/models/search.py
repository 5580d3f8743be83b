"""The narrow side table of the search: lexemes without positions under one GIN index, filters as columns beside."""
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Lookup

from ..vocabulary import Validity
from .item import PublicItem


@SearchVectorField.register_lookup
class Lexemes(Lookup):
    """tsv__lexemes="'政务' & '务公'": the literal text of a tsquery, made by searching.query."""
    lookup_name = "lexemes"

    def get_prep_lookup(self):
        return str(self.rhs)

    def as_sql(self, compiler, connection):
        left, params = self.process_lhs(compiler, connection)
        return f"{left} @@ %s::tsquery", [*params, self.rhs]


class SearchRow(models.Model):
    """One current public item; written and deleted in the transaction that publishes or withdraws it."""
    item = models.OneToOneField(PublicItem, models.CASCADE, primary_key=True, related_name="search_row")
    published_on = models.DateField()
    dated_on = models.DateField()
    year = models.PositiveSmallIntegerField()
    agency_id = models.PositiveBigIntegerField()
    topic = models.PositiveSmallIntegerField(null=True)
    genre = models.CharField(max_length=20)
    kind = models.CharField(max_length=30)
    state = models.CharField(max_length=10, default=Validity.VALID)
    number_prefix = models.CharField(max_length=40, blank=True)
    number_year = models.PositiveSmallIntegerField(null=True)
    number_serial = models.PositiveIntegerField(null=True)
    tsv = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=["tsv"], fastupdate=False, name="search_lexemes"),
            models.Index(fields=["-published_on", "-item"], name="search_newest"),
            models.Index(fields=["number_year", "number_serial"], name="search_number"),
        ]

    def __str__(self):
        return str(self.item_id)
