"""Which stored bytes does any row name: columns called …sha256, of whatever app."""
from django.apps import apps

from .models import Erasure


def columns():
    for model in apps.get_models():
        if model is not Erasure:        # what is to be gone
            yield from ((model, field.name) for field in model._meta.concrete_fields if field.name.endswith("sha256"))


def named():
    """{digest: a row that names it, in words}"""
    found = {}
    for model, name in columns():
        rows = model._base_manager.exclude(**{name: ""}).exclude(**{name: None})
        found |= {digest: f"{model._meta.label} {pk}" for digest, pk in rows.values_list(name, "pk").iterator()}
    return found


def is_named(sha256):
    return any(model._base_manager.filter(**{name: sha256}).exists() for model, name in columns())
