from django.urls import path

from ledestjerne.organisation import views

app_name = "organisation"
urlpatterns = [
    path("", views.top_list, name="top-list"),
    path("<str:code>/", views.unit_tree, name="unit-tree"),
    path("<str:code>/ny/", views.unit_add, name="unit-add"),
    path("<str:code>/navn/", views.unit_rename, name="unit-rename"),
    path("<str:code>/flyt/", views.unit_move, name="unit-move"),
    path("<str:code>/sammenlaeg/", views.unit_merge, name="unit-merge"),
    path("<str:code>/nedlaeg/", views.unit_close, name="unit-close"),
    path("<str:code>/medlemmer/", views.member_list, name="member-list"),
    path("<str:code>/medlemmer/<int:membership_id>/adgangskode/", views.member_link, name="member-link"),
    path("<str:code>/medlemmer/<int:membership_id>/slut/", views.member_end, name="member-end"),
]
