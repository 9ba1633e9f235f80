from django.urls import path

from ledestjerne.publication.views import inside, public

PLAN = "skole/<str:code>/opfoelgningsplan/<slug:year>/"
EDITION = f"{PLAN}udgave/<int:number>/"

app_name = "publication"
urlpatterns = [
    path("skole/<str:code>/", public.institution_home, name="institution-home"),
    path(PLAN, public.edition_newest, name="edition-newest"),
    path(f"{PLAN}plan.pdf", public.newest_pdf, name="newest-pdf"),
    path(f"{PLAN}plan.json", public.newest_json, name="newest-json"),
    path(EDITION, public.edition_detail, name="edition-detail"),
    path(f"{EDITION}plan.pdf", public.edition_pdf, name="edition-pdf"),
    path(f"{EDITION}plan.json", public.edition_json, name="edition-json"),
    path("tilgaengelighed/", public.accessibility, name="accessibility"),
    path("privatliv/", public.privacy, name="privacy"),
    path("enhed/<str:code>/udgaver/", inside.edition_list, name="edition-list"),
    path("enhed/<str:code>/plan/<slug:year>/offentliggoer/", inside.edition_publish, name="edition-publish"),
    path("enhed/<str:code>/udgave/<int:edition_id>/traek-tilbage/", inside.edition_revoke, name="edition-revoke"),
]
