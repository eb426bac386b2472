"""The application for a WSGI server: `gunicorn wsgi:app`."""

from roadmap import logs
from roadmap.app import create_app
from roadmap.config import Config

logs.configure()
app = create_app(Config.from_env())
