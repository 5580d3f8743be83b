class NoStoreForStaff:
    """What staff see is kept by no cache and no browser history: only public pages may be."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        user = getattr(request, "user", None)
        if request.path.startswith(("/desk", "/admin", "/login")) or user is not None and user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        return response
