from django.urls import path

from ledestjerne.explore.views import notes, packages, slices

UNIT = "enhed/<str:code>/"
PACKAGE = f"{UNIT}datapakke/<int:package_id>/"
ITEM = f"{PACKAGE}udsnit/<int:item_id>/"
NOTE = f"{UNIT}tidslinje/<int:note_id>/"

app_name = "explore"
urlpatterns = [
    path("udforsk/", slices.slice_detail, name="slice-detail"),
    path("udforsk/hent/<slug:form>/", slices.slice_download, name="slice-download"),
    path("udforsk/laeg-i-datapakke/", packages.item_add, name="item-add"),
    path(f"{UNIT}datapakker/", packages.package_list, name="package-list"),
    path(f"{UNIT}datapakker/ny/", packages.package_create, name="package-create"),
    path(PACKAGE, packages.package_detail, name="package-detail"),
    path(f"{PACKAGE}hent/<slug:form>/", packages.package_download, name="package-download"),
    path(f"{PACKAGE}ret/", packages.package_edit, name="package-edit"),
    path(f"{PACKAGE}slet/", packages.package_remove, name="package-remove"),
    path(f"{ITEM}billede/<slug:form>/", packages.item_picture, name="item-picture"),
    path(f"{ITEM}flyt/", packages.item_move, name="item-move"),
    path(f"{ITEM}fjern/", packages.item_remove, name="item-remove"),
    path(f"{UNIT}tidslinje/", notes.note_list, name="note-list"),
    path(f"{UNIT}tidslinje/ny/", notes.note_add, name="note-add"),
    path(f"{NOTE}ret/", notes.note_edit, name="note-edit"),
    path(f"{NOTE}fjern/", notes.note_remove, name="note-remove"),
]
