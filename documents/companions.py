"""What goes out and comes back together with a document (settings.PUBLICATION_COMPANIONS), so that imports point down."""
from importlib import import_module

from django.conf import settings


def companions():
    """Modules with publish, withdraw, stop and purge, each (document, attempt), called in the document's transaction."""
    return [import_module(path) for path in settings.PUBLICATION_COMPANIONS]
