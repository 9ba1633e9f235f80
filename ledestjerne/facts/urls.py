from django.urls import path

from ledestjerne.facts.views import coverage, deciding, deliveries, explaining, rows

app_name = "facts"
urlpatterns = [
    path("enhed/<str:code>/", deliveries.delivery_list, name="delivery-list"),
    path("enhed/<str:code>/aflever/", deliveries.delivery_add, name="delivery-add"),
    path("enhed/<str:code>/daekning/", coverage.coverage_list, name="coverage-list"),
    path("lektioner-eksempel.csv", rows.lesson_sample, name="lesson-sample"),
    path("leverance/<int:delivery_id>/", deliveries.delivery_detail, name="delivery-detail"),
    path("leverance/<int:delivery_id>/kontroller/", explaining.delivery_check, name="delivery-check"),
    path("leverance/<int:delivery_id>/kolonner/", explaining.delivery_mapping, name="delivery-mapping"),
    path("leverance/<int:delivery_id>/navne/", explaining.delivery_names, name="delivery-names"),
    path("leverance/<int:delivery_id>/enheder/", explaining.unit_add, name="unit-add"),
    path("leverance/<int:delivery_id>/godkend/", deciding.delivery_accept, name="delivery-accept"),
    path("leverance/<int:delivery_id>/afvis/", deciding.delivery_reject, name="delivery-reject"),
    path("leverance/<int:delivery_id>/traek-tilbage/", deciding.delivery_withdraw, name="delivery-withdraw"),
    path("leverance/<int:delivery_id>/udeladte.csv", rows.refused_download, name="refused-download"),
    path("leverance/<int:delivery_id>/raekke/<int:row>/", rows.row_detail, name="row-detail"),
]
