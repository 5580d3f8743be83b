"""The words of a row are taken out everywhere they stand: the row, its history, the trail, files, what was typed and not sent.

State secrets must not be in this system (保密法 第三十一条); where one got in, only the fact, the time and the persons stay.
"""
from django.contrib.postgres.fields import ArrayField
from django.db import models

from openness.audit.wiping import wipe_words
from openness.files.erasing import erase_files_of
from openness.workflow.models import Autosave

GONE = "（已清除）"
KEPT = {"status", "digest", "approved_digest", "reviewed_digest", "locked_from", "rule", "key"}      # facts, no words


def wipe(row, attempt):
    """Take out the words of one row. Its files and their bytes go too; dates, persons, bodies and the status stay."""
    model = type(row)
    empty = {field.attname: emptied(field) for field in worded(model) if field.name not in KEPT}
    model._base_manager.filter(pk=row.pk).update(**empty)
    if hasattr(model, "history"):
        model.history.filter(**{model._meta.pk.name: row.pk}).update(**empty, history_change_reason=None)
    wipe_words(row, by=attempt.by, now=attempt.now)
    erase_files_of(row, now=attempt.now)
    if hasattr(row, "get_absolute_url"):
        Autosave.objects.filter(place__startswith=row.get_absolute_url()).delete()


def worded(model):
    """Fields in which somebody's words may stand: texts without a list of choices, and whatever is made of texts."""
    for field in model._meta.concrete_fields:
        text = isinstance(field, models.CharField | models.TextField) and not field.choices
        if (text or isinstance(field, models.JSONField | ArrayField)) and not field.primary_key:
            yield field


def emptied(field):
    if isinstance(field, ArrayField):
        return []
    if isinstance(field, models.JSONField):
        return field.get_default() if field.has_default() else []
    return "" if field.blank else GONE[:field.max_length]


def wipe_rows(rows, attempt):
    """Rows that are nothing without their words, with their history."""
    for row in list(rows):
        model = type(row)
        wipe_words(row, by=attempt.by, now=attempt.now)
        erase_files_of(row, now=attempt.now)
        model._base_manager.filter(pk=row.pk).delete()
        if hasattr(model, "history"):       # which has just noted the deletion, with every word
            model.history.filter(**{model._meta.pk.name: row.pk}).delete()
