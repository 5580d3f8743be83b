"""Where a request comes from, as far as anybody can tell who stands behind settings.TRUSTED_PROXIES proxies of ours."""
from ipaddress import AddressValueError, IPv6Address

from django.conf import settings


def place_of(request):
    """Its address on the network; of one with version 6 the half that is one household or office."""
    address, proxies = request.META.get("REMOTE_ADDR", ""), settings.TRUSTED_PROXIES
    if proxies:     # what the outermost of ours was told last; anything before that a stranger may have written
        told = [each.strip() for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        address = told[-proxies] if len(told) >= proxies else address
    try:
        return IPv6Address(address).exploded[:19]
    except AddressValueError:
        return address
