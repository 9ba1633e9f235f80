"""What each worker of our web server loads: the application, and the eye on what public sources have due."""

from ledestjerne.base.time import now
from ledestjerne.config.wsgi import application as application
from ledestjerne.feeds.background import keep_feeds_running

keep_feeds_running(clock=now)
