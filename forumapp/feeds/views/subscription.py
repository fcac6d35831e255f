"""The page that offers every feed of a forum."""

from flask.typing import ResponseReturnValue

from forumapp.feeds.presentation.subscription import GOOGLE_SETTINGS, Subscription, qr_code
from forumapp.feeds.views.blueprint import blueprint
from forumapp.i18n import current_language
from forumapp.policy import Permission
from forumapp.schedule import rules
from forumapp.schedule.queries import Released, released
from forumapp.schedule.views.blueprint import Asker, page
from forumapp.web.guards import guard


@blueprint.get("/forums/<slug>/calendar/")
@guard(Permission.PUBLIC_READ, released)
def subscribe(released: Released) -> ResponseReturnValue:
    """Offer the whole programme first, then its parts, in the page's language where the forum speaks it."""
    document = released.seen_by(rules.PUBLIC)
    languages = document.forum.languages
    language = current_language() if current_language() in languages[1:] else None
    subscription = Subscription(document, language=language)
    whole = subscription.whole()
    return page(
        "feeds/subscribe.html",
        released,
        document,
        Asker(),
        whole=whole,
        groups=subscription.groups(),
        google_settings=GOOGLE_SETTINGS,
        qr={"svg": qr_code(whole.webcal_href)},
    )
