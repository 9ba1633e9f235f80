"""The door for a web server."""

from django.core.wsgi import get_wsgi_application

from ledestjerne.config.start import prepare

prepare()
application = get_wsgi_application()
