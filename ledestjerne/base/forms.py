"""How forms are drawn."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Django's own form templates until ours stand in base/templates/forms."""
