from django.urls import path

from ledestjerne.networks.views import joining, looking, sharing

SHARING = "deling/<str:code>/"
WITH = f"{SHARING}med/<str:network>/"
ASKED = "spoergsmaal/<int:request_id>/"

app_name = "networks"
urlpatterns = [
    path("", looking.network_list, name="network-list"),
    path(SHARING, sharing.sharing_detail, name="sharing-detail"),
    path(WITH, sharing.share_edit, name="share-edit"),
    path(f"{WITH}stop/", sharing.share_stop, name="share-stop"),
    path(f"{WITH}forlad/", sharing.network_leave, name="network-leave"),
    path(f"{ASKED}svar/", joining.request_answer, name="request-answer"),
    path(f"{ASKED}traek-tilbage/", joining.request_withdraw, name="request-withdraw"),
    path("<str:code>/", looking.network_detail, name="network-detail"),
    path("<str:code>/medlemmer/", joining.member_list, name="member-list"),
    path("<str:code>/medlemmer/<str:institution>/fjern/", joining.member_remove, name="member-remove"),
    path("<str:code>/<slug:key>/", looking.figure_detail, name="figure-detail"),
    path("<str:code>/<slug:key>/hent.csv", looking.figure_download, name="figure-download"),
]
