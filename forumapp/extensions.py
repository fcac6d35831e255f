"""The Flask extensions that have no home of their own."""

from flask import Response
from flask_babel import Babel
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_wtf import CSRFProtect


class SignIns(LoginManager):
    """Signed-in browsers without a second cookie: answers that know no session stay free of it, and may be kept."""

    def _update_remember_cookie(self, response: Response) -> Response:
        return response


babel = Babel()
csrf = CSRFProtect()
login_manager = SignIns()
login_manager.session_protection = None
migrate = Migrate()
