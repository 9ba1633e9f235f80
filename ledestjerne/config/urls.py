"""One include per app."""

from django.urls import include, path

urlpatterns = [
    path("", include("ledestjerne.overview.urls")),
    path("data/", include("ledestjerne.facts.urls")),
    path("data/", include("ledestjerne.feeds.urls")),
    path("", include("ledestjerne.indicators.urls")),
    path("", include("ledestjerne.followup.urls")),
    path("", include("ledestjerne.hours.urls")),
    path("", include("ledestjerne.explore.urls")),
    path("netvaerk/", include("ledestjerne.networks.urls")),
    path("enheder/", include("ledestjerne.organisation.urls")),
    path("", include("ledestjerne.base.urls")),
    path("konto/", include("ledestjerne.accounts.urls")),
    path("", include("ledestjerne.publication.urls")),
]
handler404 = "ledestjerne.base.failures.page_not_found"
handler500 = "ledestjerne.base.failures.server_error"
handler403 = "ledestjerne.base.failures.permission_denied"
handler400 = "ledestjerne.base.failures.bad_request"
