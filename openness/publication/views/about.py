"""Pages about the site itself."""
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe


@require_safe
def accessibility(request):
    """无障碍说明: what a reader can set and press, nothing that was not built."""
    return render(request, "publication/accessibility.html")


@require_safe
def robots(request):
    """Everything public may be indexed, but endless combinations of filters and what is for staff."""
    lines = ["User-agent: *", "Disallow: /desk/", "Disallow: /admin/", "Disallow: /login/", "Disallow: /search/?",
             "Disallow: /search/suggest/", f"Sitemap: {request.build_absolute_uri(reverse('public:sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
