"""The style guide; its address is offered in development and the demo only."""

from django.urls import path

from ledestjerne.base import gallery

app_name = "base"
urlpatterns = [path("", gallery.gallery, name="gallery")]
