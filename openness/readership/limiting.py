"""So many votes an hour from one place and no more; the place itself is kept nowhere, only a digest for that hour."""
from django.utils.crypto import salted_hmac

from openness.agencies.networks import place_of

from .broker import key, quickly

HOUR = 3600
FROM_ONE_PLACE, ON_ONE_ITEM = 60, 10        # an office or a school stands behind one address


def too_many(request, address):
    """Counts this vote; False as well when Valkey is gone, or nobody told us where it comes from."""
    if not (told := place_of(request)):
        return False
    place = key(f"votes:{salted_hmac('openness.readership', told, algorithm='sha256').hexdigest()[:24]}")

    def ask(valkey):
        with valkey.pipeline() as pipe:
            for name in (place, f"{place}:{address}"):
                pipe.incr(name).expire(name, HOUR, nx=True)
            return pipe.execute()[::2]

    counted = quickly(ask)
    return counted is not None and (counted[0] > FROM_ONE_PLACE or counted[1] > ON_ONE_ITEM)
