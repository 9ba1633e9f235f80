from django.urls import path

from ledestjerne.overview import views

app_name = "overview"
urlpatterns = [
    path("", views.home, name="home"),
    path("enhed/<str:code>/", views.unit_detail, name="unit-detail"),
]
