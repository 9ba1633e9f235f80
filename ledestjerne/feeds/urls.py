from django.urls import path

from ledestjerne.feeds.views import browsing, feeds

UNIT = "enhed/<str:code>/kilder/"
FEED = "kilde/<int:feed_id>/"

app_name = "feeds"
urlpatterns = [
    path(UNIT, feeds.feed_list, name="feed-list"),
    path(f"{UNIT}uddannelsesstatistik/", browsing.uddstat_browse, name="uddstat-browse"),
    path(f"{UNIT}statistikbanken/", browsing.statbank_browse, name="statbank-browse"),
    path(f"{UNIT}fil/", feeds.file_add, name="file-add"),
    path(f"{UNIT}vis/<slug:kind>/", browsing.query_preview, name="query-preview"),
    path(FEED, feeds.feed_detail, name="feed-detail"),
    path(f"{FEED}ret/", feeds.feed_edit, name="feed-edit"),
    path(f"{FEED}hent/", feeds.feed_run, name="feed-run"),
    path(f"{FEED}pause/", feeds.feed_pause, name="feed-pause"),
    path(f"{FEED}genoptag/", feeds.feed_resume, name="feed-resume"),
]
