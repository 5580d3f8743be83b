from django.conf import settings


def site(request):
    """Who runs the public site: head, foot and page tags."""
    return {"site": settings.SITE}
