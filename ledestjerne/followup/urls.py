from django.urls import path

from ledestjerne.followup.views import commitments, expectations, findings, initiatives, moves, plans, rows

UNIT = "enhed/<str:code>/"
PLAN = f"{UNIT}plan/<slug:year>/"
ROW = f"{PLAN}raekke/<int:row_id>/"
INITIATIVE = f"{PLAN}indsats/<int:initiative_id>/"
FINDING = f"{UNIT}fund/<int:finding_id>/"

app_name = "followup"
urlpatterns = [
    path(f"{UNIT}fund/", findings.finding_list, name="finding-list"),
    path(f"{UNIT}fund/gennemgaa/", findings.finding_propose, name="finding-propose"),
    path(FINDING, findings.finding_detail, name="finding-detail"),
    path(f"{FINDING}godkend/", findings.finding_accept, name="finding-accept"),
    path(f"{FINDING}laeg-sammen/", findings.finding_merge, name="finding-merge"),
    path(f"{FINDING}afvis/", findings.finding_dismiss, name="finding-dismiss"),
    path(f"{UNIT}indsatser/", initiatives.initiative_list, name="initiative-list"),
    path(f"{UNIT}aftaler/", commitments.commitment_list, name="commitment-list"),
    path(f"{UNIT}aftaler/<int:number>/", commitments.commitment_detail, name="commitment-detail"),
    path(f"{UNIT}aftaler/<int:number>/ophoer/", commitments.commitment_end, name="commitment-end"),
    path(f"{UNIT}planer/", plans.plan_list, name="plan-list"),
    path(f"{UNIT}planer/ny/", plans.plan_create, name="plan-create"),
    path(PLAN, plans.plan_detail, name="plan-detail"),
    path(f"{PLAN}skriv/", plans.plan_edit, name="plan-edit"),
    path(f"{PLAN}udskriv/", plans.plan_print, name="plan-print"),
    path(f"{PLAN}indledning/", plans.plan_about, name="plan-about"),
    path(f"{PLAN}fra-sidste-plan/", plans.plan_carry, name="plan-carry"),
    path(f"{PLAN}trin/<slug:move>/", moves.plan_move, name="plan-move"),
    path(f"{PLAN}raekke/ny/", rows.row_add, name="row-add"),
    path(ROW, rows.row_detail, name="row-detail"),
    path(f"{ROW}ret/", rows.row_edit, name="row-edit"),
    path(f"{ROW}flyt/", rows.row_move, name="row-move"),
    path(f"{ROW}fjern/", rows.row_remove, name="row-remove"),
    path(f"{ROW}udbytte/", rows.row_judge, name="row-judge"),
    path(f"{ROW}indsats/ny/", initiatives.initiative_add, name="initiative-add"),
    path(f"{INITIATIVE}ret/", initiatives.initiative_edit, name="initiative-edit"),
    path(f"{INITIATIVE}fjern/", initiatives.initiative_remove, name="initiative-remove"),
    path(f"{INITIATIVE}forventning/", expectations.expectation_edit, name="expectation-edit"),
    path(f"{INITIATIVE}forventning/fjern/", expectations.expectation_remove, name="expectation-remove"),
    path(f"{INITIATIVE}virkning/", expectations.expectation_check, name="expectation-check"),
    path(f"{INITIATIVE}status/", initiatives.initiative_report, name="initiative-report"),
]
