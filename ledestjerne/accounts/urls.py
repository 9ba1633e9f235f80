from django.urls import path

from ledestjerne.accounts import views

app_name = "accounts"
urlpatterns = [
    path("log-ind/", views.login, name="login"),
    path("log-af/", views.logout, name="logout"),
    path("indstillinger/", views.settings_edit, name="settings-edit"),
    path("adgangskode/", views.password_edit, name="password-edit"),
    path("adgangskode/<str:whom>/<str:token>/", views.password_choose, name="password-choose"),
]
