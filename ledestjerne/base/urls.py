"""The style guide."""

from django.urls import path

from ledestjerne.base import gallery

app_name = "base"
urlpatterns = [path("ui/", gallery.gallery, name="gallery")]
