"""What each worker of our web server loads: the application, and the eyes on public sources and on figures."""

from ledestjerne.base.time import now
from ledestjerne.config.wsgi import application as application
from ledestjerne.feeds.background import keep_feeds_running
from ledestjerne.indicators.watch import keep_figures_ready

keep_feeds_running(clock=now)
keep_figures_ready()
