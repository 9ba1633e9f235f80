from django.urls import path

from ledestjerne.hours import views

UNIT = "26-timer/<str:code>/"

app_name = "hours"
urlpatterns = [
    path(UNIT, views.overview_detail, name="overview-detail"),
    path(f"{UNIT}hold/<str:group>/", views.class_detail, name="class-detail"),
    path(f"{UNIT}ret/", views.correction_list, name="correction-list"),
    path(f"{UNIT}ret/hent.<str:form>", views.correction_download, name="correction-download"),
    path(f"{UNIT}moeder/", views.meetings_make, name="meetings-make"),
    path(f"{UNIT}ministeriet/<slug:year>/", views.published_edit, name="published-edit"),
    path(f"{UNIT}ministeriet/<slug:year>/fjern/", views.published_remove, name="published-remove"),
]
