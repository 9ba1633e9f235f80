from django.urls import path

from ledestjerne.publication import views

app_name = "publication"
urlpatterns = [
    path("skole/<str:code>/", views.institution_home, name="institution-home"),
    path("skole/<str:code>/opfoelgningsplan/<slug:year>/", views.edition_newest, name="edition-newest"),
    path("skole/<str:code>/opfoelgningsplan/<slug:year>/plan.pdf", views.newest_pdf, name="newest-pdf"),
    path("skole/<str:code>/opfoelgningsplan/<slug:year>/plan.json", views.newest_json, name="newest-json"),
    path(
        "skole/<str:code>/opfoelgningsplan/<slug:year>/udgave/<int:number>/",
        views.edition_detail,
        name="edition-detail",
    ),
    path(
        "skole/<str:code>/opfoelgningsplan/<slug:year>/udgave/<int:number>/plan.pdf",
        views.edition_pdf,
        name="edition-pdf",
    ),
    path(
        "skole/<str:code>/opfoelgningsplan/<slug:year>/udgave/<int:number>/plan.json",
        views.edition_json,
        name="edition-json",
    ),
    path("tilgaengelighed/", views.accessibility, name="accessibility"),
    path("privatliv/", views.privacy, name="privacy"),
]
