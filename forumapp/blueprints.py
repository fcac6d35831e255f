"""All blueprints of the application, in one place."""

from flask import Flask

from forumapp import health, identity
from forumapp.accounts import views as accounts_views
from forumapp.admin import views as admin_views
from forumapp.delegations import manage as delegations_manage
from forumapp.delegations import views as delegations_views
from forumapp.directory import manage as directory_manage
from forumapp.documents import manage as documents_manage
from forumapp.documents import views as documents_views
from forumapp.events import manage as events_manage
from forumapp.feeds import views as feeds_views
from forumapp.feeds.presentation.touched import feeds_touched
from forumapp.forums import manage as forums_manage
from forumapp.forums import views as forums_views
from forumapp.history import manage as history_manage
from forumapp.intake import manage as intake_manage
from forumapp.meetings import manage as meetings_manage
from forumapp.meetings import queries as meetings_queries
from forumapp.meetings import views as meetings_views
from forumapp.programme import manage as programme_manage
from forumapp.programme.service import LOADERS
from forumapp.questions import manage as questions_manage
from forumapp.questions.service import NAME as USE_OF_QUESTIONS
from forumapp.questions.service import copy_form
from forumapp.registration import queries as registration_queries
from forumapp.registration import views as registration_views
from forumapp.schedule import manage as schedule_manage
from forumapp.schedule import views as schedule_views
from forumapp.secretariat import manage as secretariat_manage
from forumapp.signups import manage as signups_manage
from forumapp.signups import queries as signups_queries
from forumapp.signups import views as signups_views
from forumapp.signups.service import choose as choose_sessions
from forumapp.signups.service import settle_registration
from forumapp.speakers import manage as speakers_manage
from forumapp.speakers import views as speakers_views
from forumapp.translating import manage as translating_manage


def register(app: Flask) -> None:
    """Register every blueprint, and know who asks."""
    identity.init_app(app)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(accounts_views.blueprint)
    app.register_blueprint(forums_views.blueprint)
    app.register_blueprint(forums_manage.blueprint)
    app.register_blueprint(admin_views.blueprint)
    app.register_blueprint(directory_manage.blueprint)
    app.register_blueprint(events_manage.blueprint)
    app.register_blueprint(programme_manage.blueprint)
    app.register_blueprint(intake_manage.blueprint)
    app.register_blueprint(speakers_views.blueprint)
    app.register_blueprint(speakers_manage.blueprint)
    app.register_blueprint(schedule_views.blueprint)
    app.register_blueprint(schedule_views.drafts_blueprint)
    app.register_blueprint(schedule_manage.blueprint)
    app.register_blueprint(documents_views.blueprint)
    app.register_blueprint(documents_manage.blueprint)
    app.register_blueprint(translating_manage.blueprint)
    app.register_blueprint(feeds_views.blueprint)
    app.extensions["forumapp.names"] = directory_manage.names_in
    app.extensions["forumapp.people_notes"] = speakers_manage.people_notes
    app.extensions["forumapp.session_notes"] = speakers_manage.session_notes
    app.extensions["forumapp.publication"] = schedule_manage.publication
    app.extensions["forumapp.published_forums"] = schedule_manage.other_forums
    app.extensions["forumapp.progress"] = schedule_manage.progress
    app.extensions["forumapp.checks_summary"] = programme_manage.checks_summary
    app.extensions[LOADERS] = {
        "availability": speakers_manage.presences,
        "declined": speakers_manage.declined,
        "delegates": registration_queries.delegates_by_home,
        "invitees": meetings_queries.invitees_by_session,
        "signups": signups_queries.signups_by_session,
    }
    app.register_blueprint(questions_manage.blueprint)
    app.extensions["forumapp.cloned"] = (copy_form,)
    app.extensions[USE_OF_QUESTIONS] = registration_queries.use_of_form
    app.register_blueprint(registration_views.blueprint)
    app.register_blueprint(signups_views.blueprint)
    app.register_blueprint(signups_manage.blueprint)
    app.register_blueprint(meetings_views.blueprint)
    app.register_blueprint(meetings_manage.blueprint)
    app.register_blueprint(delegations_views.blueprint)
    app.register_blueprint(delegations_manage.blueprint)
    app.register_blueprint(secretariat_manage.blueprint)
    app.register_blueprint(history_manage.blueprint)
    app.extensions["forumapp.registration_changed"] = settle_registration
    app.extensions["forumapp.sessions_chosen"] = choose_sessions
    app.extensions["forumapp.asker_loader"] = meetings_views.asker_of_request
    app.extensions["forumapp.invited_sessions"] = meetings_queries.names_seen
    app.extensions["forumapp.delegates_touched"] = signups_queries.count_touched
    app.extensions["forumapp.feeds_touched"] = feeds_touched
