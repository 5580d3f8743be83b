"""The value of a field as a person reads it, of a document or of any record of its history."""
from django.utils.translation import gettext as _

from openness.publication.blocks import text_of
from openness.publication.vocabulary import FiveKinds

from ..grounds import GROUNDS


def spoken(version, field):
    if version is None:
        return ""
    value = getattr(version, field.attname)
    if field.name == "body":
        return text_of(value)
    if field.name == "ground":
        return f"{GROUNDS[value].clause}　{GROUNDS[value].label}" if value in GROUNDS else str(value)
    if field.name == "five_kinds":
        return _("、").join(str(FiveKinds(kind).label) for kind in value)
    if field.is_relation:
        return str(getattr(version, field.name) or "")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value or ""))
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return _("、").join(map(str, value))
    return "" if value is None else str(value)
