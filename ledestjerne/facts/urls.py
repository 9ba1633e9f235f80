from django.urls import path

from ledestjerne.facts import views

app_name = "facts"
urlpatterns = [
    path("enhed/<str:code>/", views.delivery_list, name="delivery-list"),
    path("enhed/<str:code>/aflever/", views.delivery_add, name="delivery-add"),
    path("lektioner-eksempel.csv", views.lesson_sample, name="lesson-sample"),
    path("leverance/<int:delivery_id>/", views.delivery_detail, name="delivery-detail"),
    path("leverance/<int:delivery_id>/kontroller/", views.delivery_check, name="delivery-check"),
    path("leverance/<int:delivery_id>/kolonner/", views.delivery_mapping, name="delivery-mapping"),
    path("leverance/<int:delivery_id>/enheder/", views.unit_add, name="unit-add"),
    path("leverance/<int:delivery_id>/godkend/", views.delivery_accept, name="delivery-accept"),
    path("leverance/<int:delivery_id>/afvis/", views.delivery_reject, name="delivery-reject"),
    path("leverance/<int:delivery_id>/traek-tilbage/", views.delivery_withdraw, name="delivery-withdraw"),
    path("leverance/<int:delivery_id>/udeladte.csv", views.refused_download, name="refused-download"),
    path("leverance/<int:delivery_id>/raekke/<int:row>/", views.row_detail, name="row-detail"),
]
