from django.urls import path

from ledestjerne.indicators import views

app_name = "indicators"
urlpatterns = [
    path("noegletal/", views.definition_list, name="definition-list"),
    path("noegletal/<slug:key>/", views.definition_detail, name="definition-detail"),
    path("tal/<str:code>/", views.figure_list, name="figure-list"),
    path("tal/<str:code>/fastfrosset/<int:frozen_id>/", views.frozen_detail, name="frozen-detail"),
    path("tal/<str:code>/<slug:key>/", views.figure_detail, name="figure-detail"),
    path("tal/<str:code>/<slug:key>/hent.<str:form>", views.figure_download, name="figure-download"),
    path("tal/<str:code>/<slug:key>/maal/", views.target_edit, name="target-edit"),
]
