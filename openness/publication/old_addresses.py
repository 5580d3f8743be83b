"""Addresses of an earlier website lead on to where the thing stands now."""
from django.http import HttpResponsePermanentRedirect
from django.urls import reverse

from .models import OldAddress


class OldAddresses:
    """What would be “not found” and was an address before: 301. The target itself says whether it still stands."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        lost = response.status_code == 404 and request.method in ("GET", "HEAD") and not request.path.startswith("/desk/")
        if lost and (address := present_address(request)):
            return HttpResponsePermanentRedirect(reverse("public:item", args=[address]))
        return response


def present_address(request):
    """By the whole old address, else without what follows the question mark (?from=timeline)."""
    whole = OldAddress.key_of(f"{request.path_info}?{request.META.get('QUERY_STRING', '')}")
    keys = {whole, whole.partition("?")[0]} - {""}
    found = OldAddress.objects.filter(path__in=keys).values_list("path", "address")
    return max(found, key=lambda pair: len(pair[0]), default=(None, None))[1]
