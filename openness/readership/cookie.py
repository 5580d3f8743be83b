"""What a visitor answered today, in the visitor's own browser and signed: addresses and numbers of votes, nothing of the person."""
from django.conf import settings
from django.core import signing

NAME, SALT, PATH = "useful", "openness.readership", "/useful/"
MOST = 40       # a cookie holds 4 KB


def answered(request, today) -> dict:
    """{address as text: number of the vote}; empty when there is no cookie, it is of another day, or somebody made it up."""
    try:
        day, votes = signing.loads(request.COOKIES.get(NAME, ""), salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return {}
    return votes if day == f"{today}" else {}


def remember(response, votes, today):
    latest = dict([*votes.items()][-MOST:])
    response.set_cookie(NAME, signing.dumps([f"{today}", latest], salt=SALT), max_age=24 * 3600, path=PATH,
                        secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")
