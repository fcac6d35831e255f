"""All blueprints of the application, in one place."""

from collections.abc import Mapping

from flask import Flask

from forumapp import health, identity
from forumapp.accounts import views as accounts_views
from forumapp.admin import views as admin_views
from forumapp.delegations import manage as delegations_manage
from forumapp.delegations import views as delegations_views
from forumapp.delegations.service import personal as delegations_personal
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
from forumapp.meetings.service import personal as meetings_personal
from forumapp.privacy import manage as privacy_manage
from forumapp.privacy import service as privacy
from forumapp.privacy import views as privacy_views
from forumapp.programme import manage as programme_manage
from forumapp.programme.service import LOADERS
from forumapp.questions import manage as questions_manage
from forumapp.questions.service import NAME as USE_OF_QUESTIONS
from forumapp.questions.service import copy_form
from forumapp.registration import queries as registration_queries
from forumapp.registration import service as registration
from forumapp.registration import views as registration_views
from forumapp.schedule import manage as schedule_manage
from forumapp.schedule import views as schedule_views
from forumapp.secretariat import manage as secretariat_manage
from forumapp.secretariat.service import personal as secretariat_personal
from forumapp.signups import manage as signups_manage
from forumapp.signups import queries as signups_queries
from forumapp.signups import views as signups_views
from forumapp.signups.service import choose as choose_sessions
from forumapp.signups.service import personal as signups_personal
from forumapp.signups.service import settle_registration
from forumapp.speakers import manage as speakers_manage
from forumapp.speakers import views as speakers_views
from forumapp.speakers.service import personal as speakers_personal
from forumapp.translating import manage as translating_manage

HOLDERS = (
    privacy.Holder(
        personal_data=secretariat_personal.personal_data,
        erase=lambda people, _now: secretariat_personal.erase(people),
        anonymize=secretariat_personal.anonymize,
    ),
    privacy.Holder(
        personal_data=meetings_personal.personal_data,
        erase=lambda people, now: meetings_personal.erase(people, now=now),
        erase_mailbox=lambda forum, key, now: meetings_personal.erase_mailbox(forum, key, now=now),
        anonymize=meetings_personal.anonymize,
    ),
    privacy.Holder(
        personal_data=delegations_personal.personal_data,
        erase=lambda people, _now: delegations_personal.erase(people),
        anonymize=delegations_personal.anonymize,
        refuse=delegations_personal.refuse_head,
    ),
    privacy.Holder(
        personal_data=lambda registration: speakers_personal.personal_data(registration.forum, registration.email),
        anonymize=speakers_personal.anonymize,
    ),
    privacy.Holder(
        personal_data=signups_personal.personal_data,
        erase=lambda people, _now: signups_personal.erase(people),
    ),
    privacy.Holder(
        personal_data=registration.personal_data,
        erase=lambda people, now: registration.erase(people, now=now),
    ),
)
"""Who holds personal data, higher features first: they ask the lower ones for addresses before these are gone."""


BLUEPRINTS = (
    health.blueprint,
    accounts_views.blueprint,
    forums_views.blueprint,
    forums_manage.blueprint,
    admin_views.blueprint,
    directory_manage.blueprint,
    events_manage.blueprint,
    programme_manage.blueprint,
    intake_manage.blueprint,
    speakers_views.blueprint,
    speakers_manage.blueprint,
    schedule_views.blueprint,
    schedule_views.drafts_blueprint,
    schedule_manage.blueprint,
    documents_views.blueprint,
    documents_manage.blueprint,
    translating_manage.blueprint,
    feeds_views.blueprint,
    questions_manage.blueprint,
    registration_views.blueprint,
    signups_views.blueprint,
    signups_manage.blueprint,
    meetings_views.blueprint,
    meetings_manage.blueprint,
    delegations_views.blueprint,
    delegations_manage.blueprint,
    privacy_views.blueprint,
    privacy_views.participants_blueprint,
    privacy_manage.blueprint,
    secretariat_manage.blueprint,
    history_manage.blueprint,
)

LOADED: Mapping[str, object] = {
    "forumapp.names": directory_manage.names_in,
    "forumapp.people_notes": speakers_manage.people_notes,
    "forumapp.session_notes": speakers_manage.session_notes,
    "forumapp.publication": schedule_manage.publication,
    "forumapp.published_forums": schedule_manage.other_forums,
    "forumapp.progress": schedule_manage.progress,
    "forumapp.checks_summary": programme_manage.checks_summary,
    LOADERS: {
        "availability": speakers_manage.presences,
        "declined": speakers_manage.declined,
        "delegates": registration_queries.delegates_by_home,
        "invitees": meetings_queries.invitees_by_session,
        "signups": signups_queries.signups_by_session,
    },
    "forumapp.cloned": (copy_form,),
    USE_OF_QUESTIONS: registration_queries.use_of_form,
    privacy.HOLDERS: HOLDERS,
    "forumapp.keeping_note": privacy_manage.keeping_note,
    "forumapp.registration_changed": settle_registration,
    "forumapp.sessions_chosen": choose_sessions,
    "forumapp.asker_loader": meetings_views.asker_of_request,
    "forumapp.invited_sessions": meetings_queries.names_seen,
    "forumapp.delegates_touched": signups_queries.count_touched,
    "forumapp.feeds_touched": feeds_touched,
}
"""What higher features tell lower ones, by the name under which these ask for it (docs/architecture.md)."""


def register(app: Flask) -> None:
    """Register every blueprint, and know who asks."""
    identity.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.extensions.update(LOADED)
