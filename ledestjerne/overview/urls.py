from django.urls import path

from ledestjerne.overview import views

app_name = "overview"
urlpatterns = [
    path("", views.home, name="home"),
    path("kom-godt-i-gang/", views.guide, name="guide"),
    path("opgaver/", views.task_list, name="task-list"),
    path("personoplysninger/", views.register_list, name="register-list"),
    path("enhed/<str:code>/", views.unit_detail, name="unit-detail"),
    path("enhed/<str:code>/log/", views.log_list, name="log-list"),
]
