from django.urls import path

from ledestjerne.indicators.views import catalogue, figures, limits, references, signals, targets

app_name = "indicators"
urlpatterns = [
    path("referencer/", references.reference_list, name="reference-list"),
    path("referencer/<slug:key>/", references.reference_detail, name="reference-detail"),
    path("referencer/<slug:key>/hent.<str:form>", references.reference_download, name="reference-download"),
    path("noegletal/", catalogue.definition_list, name="definition-list"),
    path("noegletal/sammenlign/", catalogue.definition_compare, name="definition-compare"),
    path("noegletal/proev/", catalogue.definition_try, name="definition-try"),
    path("noegletal/<slug:key>/", catalogue.definition_detail, name="definition-detail"),
    path("signaler/<str:code>/", signals.signal_list, name="signal-list"),
    path("tilsyn/<str:code>/", signals.supervision_detail, name="supervision-detail"),
    path("skjulte-grupper/<str:code>/", limits.limit_edit, name="limit-edit"),
    path("tal/<str:code>/", figures.figure_list, name="figure-list"),
    path("tal/<str:code>/fastfrosset/<int:frozen_id>/", figures.frozen_detail, name="frozen-detail"),
    path("tal/<str:code>/<slug:key>/", figures.figure_detail, name="figure-detail"),
    path("tal/<str:code>/<slug:key>/hent.<str:form>", figures.figure_download, name="figure-download"),
    path("tal/<str:code>/<slug:key>/maal/", targets.target_edit, name="target-edit"),
]
