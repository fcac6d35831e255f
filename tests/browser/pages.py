"""Every page of the application, with real values in its address and somebody who may see it.

A new page has to be filled in here: tests/browser/test_accessibility.py compares this list with the application's addresses.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from forumapp.accounts.models import LinkPurpose
from tests.browser.closed import MEETING, PAST_MEETING, have_invited, invitation_token, token_gone, token_with_code
from tests.browser.delegating import OPEN, SENT, delegation_uid, head_of, member_uid
from tests.browser.keeping import draft_to_many, letter_to_many, note
from tests.browser.live import ADMIN, COMING, ORGANIZER, PAST, Live
from tests.browser.scenes import (
    CANCELLED_SESSION,
    DELEGATE,
    ENGLISH,
    SESSION,
    SPEAKER,
    UNANSWERED,
    WAITING,
    WORKSHOP,
    Finder,
    account,
    account_link,
    agree,
    ask,
    ask_for_the_link,
    comment_on_the_draft,
    double,
    draft,
    draft_gone,
    error,
    forum_with_errors,
    invitation,
    know_the_delegate,
    letter,
    list_participants,
    new_email,
    speaker,
    stand_twice,
    token_of,
    uid,
)
from tests.browser.visitors import Visitor


@dataclass(frozen=True)
class PageOf:
    """A page: an endpoint, what stands in its address, who may see it, and what they did before."""

    endpoint: str
    values: dict[str, str | Finder] = field(default_factory=dict)
    account: str | None = None
    before: Callable[[Visitor, Live], None] | None = None
    name: str = ""
    status: int = 200
    speaks: str | None = None
    """The language of a page that speaks its owner's and not the browser's."""

    def __str__(self) -> str:
        """Name the page, for the names of tests and pictures."""
        return f"{self.endpoint}-{self.name}" if self.name else self.endpoint

    def path(self, live: Live) -> str:
        """Return the page's address."""
        values = {name: value(live) if callable(value) else value for name, value in self.values.items()}
        built: str = live.app.url_map.bind("127.0.0.1").build(self.endpoint, values)
        return built


def _public(endpoint: str, *, name: str = "", status: int = 200, slug: str = PAST, **values: str) -> PageOf:
    return PageOf(endpoint, {"slug": slug, **values}, name=name, status=status)


def _desk(endpoint: str, *, name: str = "", slug: str = COMING, **values: str | Finder) -> PageOf:
    return PageOf(endpoint, {"slug": slug, **values}, account=ORGANIZER, name=name)


def _own(recipient: str, name: str, *, speaks: str = "ru") -> PageOf:
    values: dict[str, str | Finder] = {"slug": COMING, "token": token_of(recipient)}
    return PageOf("registration.delegate", values, name=name, speaks=speaks)


PUBLIC_PAGES = (
    PageOf("schedule.home"),
    _public("schedule.front"),
    _public("schedule.front", name="open", slug=COMING),
    _public("schedule.programme"),
    _public("schedule.programme", name="day", day="2021-03-12", tz="Asia/Almaty"),
    _public("schedule.programme", name="rooms", view="rooms"),
    _public("schedule.programme", name="nothing-fits", track="digital", kind="panel"),
    _public("schedule.programme", name="open", slug=COMING),
    PageOf("schedule.programme", {"slug": COMING}, before=know_the_delegate, name="starred"),
    _public("schedule.session", code="plenary-national-libraries"),
    _public("schedule.session", name="cancelled", code="paper-restoration"),
    _public("schedule.session", name="unknown", code="no-such-session", status=404),
    _public("schedule.session", name="past-midnight", slug=COMING, code="literary-evening"),
    _public("schedule.people"),
    _public("schedule.person", code="ayna-durdyyeva"),
    _public("schedule.changes"),
    _public("feeds.subscribe"),
    _public("feeds.join", slug=COMING, code="regional-memory", status=403),
    PageOf("feeds.join", {"slug": COMING, "code": "regional-memory"}, before=know_the_delegate, name="early"),
)

REGISTRATION_PAGES = (
    _public("registration.register", slug=COMING),
    _public("registration.register", name="closed"),
    PageOf("registration.register", {"slug": COMING}, before=ask, name="questions"),
    PageOf("registration.sent", {"slug": COMING}, before=ask_for_the_link),
    _public("registration.lost_link", slug=COMING),
    _own(DELEGATE, "confirmed"),
    _own(WAITING, "waiting"),
    _own(UNANSWERED, "unanswered"),
    _own(ENGLISH, "english", speaks="en"),
    PageOf("registration.edit", {"slug": COMING, "token": token_of(DELEGATE)}, speaks="ru"),
    PageOf(
        "registration.edit", {"slug": COMING, "token": token_of(ENGLISH)}, before=ask, speaks="en", name="questions"
    ),
    PageOf("registration.details", {"slug": COMING, "token": token_of(DELEGATE)}, before=ask, speaks="ru"),
    PageOf("registration.change_email", {"slug": COMING, "token": token_of(ENGLISH)}, speaks="en"),
    PageOf("registration.substitute", {"slug": COMING, "token": token_of(DELEGATE)}, speaks="ru"),
    PageOf("registration.new_email", {"slug": COMING, "token": new_email}, speaks="ru"),
    _public("registration.new_email", name="gone", status=410, slug=COMING, token="gone"),
    PageOf("privacy.own", {"slug": COMING, "token": token_of(DELEGATE)}, speaks="ru"),
    PageOf("privacy.own", {"slug": COMING, "token": token_of(ENGLISH)}, speaks="en", name="english"),
    PageOf("participants.participants", {"slug": COMING}, before=list_participants),
    _public("registration.star", slug=COMING, code=SESSION),
    PageOf("registration.star", {"slug": COMING, "code": SESSION}, before=know_the_delegate, name="known"),
)

SIGNUP_PAGES = (
    PageOf("signups.programme", {"slug": COMING, "token": token_of(DELEGATE)}, speaks="ru"),
    PageOf("signups.programme", {"slug": COMING, "token": token_of(WAITING)}, name="waiting", speaks="ru"),
    _public("signups.session_signup", slug=COMING, code=WORKSHOP),
    PageOf("signups.session_signup", {"slug": COMING, "code": WORKSHOP}, before=know_the_delegate, name="known"),
)

DELEGATION_PAGES = (
    PageOf("delegations.own", {"slug": COMING, "token": head_of(OPEN)}, speaks="ru"),
    PageOf("delegations.own", {"slug": COMING, "token": head_of(SENT)}, name="sent", speaks="ru"),
    PageOf("delegations.add", {"slug": COMING, "token": head_of(OPEN)}, speaks="ru"),
    PageOf("delegations.rows", {"slug": COMING, "token": head_of(OPEN)}, speaks="ru"),
    PageOf("delegations.edit", {"slug": COMING, "token": head_of(SENT), "uid": member_uid}, speaks="ru"),
    PageOf("delegations.substitute", {"slug": COMING, "token": head_of(SENT), "uid": member_uid}, speaks="ru"),
    PageOf("delegations.printed", {"slug": COMING, "token": head_of(SENT)}, speaks="ru"),
)

SPEAKER_PAGES = (
    PageOf("speakers.own", {"slug": COMING, "token": speaker}, speaks="en"),
    PageOf("speakers.own", {"slug": COMING, "token": "no-such-token"}, name="unknown", status=404),
    PageOf("speakers.about", {"slug": COMING, "token": speaker}, speaks="en"),
    PageOf("speakers.availability", {"slug": COMING, "token": speaker}, speaks="en"),
)

INVITATION_PAGES = (
    PageOf("meetings.invitation", {"slug": COMING, "token": invitation_token}, speaks="ru"),
    PageOf("meetings.invitation", {"slug": COMING, "token": token_with_code}, name="code", speaks="ru"),
    PageOf("meetings.invitation", {"slug": COMING, "token": token_gone}, name="gone", status=410, speaks="ru"),
    PageOf("meetings.deputy", {"slug": COMING, "token": invitation_token}, speaks="ru"),
)

ACCOUNT_PAGES = (
    PageOf("accounts.login"),
    PageOf("accounts.ask_sign_in_link"),
    PageOf("accounts.ask_password_link"),
    PageOf("accounts.link", {"token": account_link(LinkPurpose.SIGN_IN)}, name="sign-in"),
    PageOf("accounts.link", {"token": account_link(LinkPurpose.SET_PASSWORD)}, name="password"),
    PageOf("accounts.link", {"token": "gone"}, name="gone", status=410),
    PageOf("accounts.account", account=ORGANIZER),
    PageOf("accounts.change_email", account=ORGANIZER),
    PageOf("accounts.change_password", account=ORGANIZER),
    PageOf("accounts.describe", account=ORGANIZER),
    PageOf("accounts.logout", account=ORGANIZER),
    PageOf("teams.invitation", {"token": invitation}),
    PageOf("teams.invitation", {"token": "gone"}, name="gone", status=410),
)

DESK_PAGES = (
    PageOf("forums_desk.mine", account=ORGANIZER),
    PageOf("forums_desk.create", account=ADMIN),
    _desk("forums_desk.overview"),
    _desk("forums_desk.edit"),
    _desk("forums_desk.team"),
    _desk("forums_desk.invite"),
    _desk("forums_desk.leave"),
    _desk("forums_desk.roles", account_id=account),
    _desk("history_desk.audit", page="99"),
    _desk("programme_desk.sessions"),
    _desk("programme_desk.sessions", name="past", slug=PAST),
    _desk("programme_desk.sessions", name="filtered", kind="workshop"),
    _desk("programme_desk.timetable"),
    _desk("programme_desk.timetable", name="past", slug=PAST, day="2021-03-12", zoom="5"),
    PageOf("programme_desk.clone", {"slug": PAST}, account=ADMIN),
    _desk("programme_desk.late"),
    _desk("programme_desk.late", name="preview", slug=PAST, day="2021-03-11", begin="10:00", minutes="15", room=""),
    _desk("programme_desk.add_session"),
    _desk("programme_desk.session", key=SESSION),
    _desk("programme_desk.session", name="cancelled", slug=PAST, key="paper-restoration"),
    _desk("programme_desk.move", key=SESSION),
    _desk("programme_desk.add_report", key=SESSION),
    _desk("programme_desk.report", key="plenary-national-libraries", slug=PAST, report="report-turkmenistan"),
    _desk("programme_desk.deleted"),
    _desk("programme_desk.checks"),
    PageOf("programme_desk.checks", {"slug": forum_with_errors}, account=ORGANIZER, name="errors"),
    PageOf("programme_desk.overrule", {"slug": forum_with_errors, "finding": error}, account=ORGANIZER),
    _desk("programme_desk.files"),
    _desk("intake_desk.intake"),
    _desk("documents_desk.documents"),
    _desk("translations_desk.translations"),
    _desk("translations_desk.translations", name="filtered", source="en", target="ru", kind="room", state="written"),
    _desk("translations_desk.translations", name="none", state="stale"),
    _desk("translations_desk.file"),
    _desk("programme_desk.rooms"),
    _desk("programme_desk.room", key="main-hall"),
    _desk("programme_desk.add_room"),
    _desk("programme_desk.tracks"),
    _desk("programme_desk.track", key="catalog"),
    _desk("programme_desk.add_track"),
    _desk("events_desk.events"),
    _desk("events_desk.event", slug=PAST, key="ashgabat-140"),
    _desk("events_desk.add_event"),
    _desk("directory_desk.people"),
    _desk("directory_desk.person", slug=PAST, key="ayna-durdyyeva"),
    _desk("directory_desk.add_person"),
    _desk("directory_desk.share_person"),
    PageOf("speakers_desk.speaker", {"slug": COMING, "key": SPEAKER}, account=ORGANIZER, before=agree),
    _desk("speakers_desk.availability", key=SPEAKER),
    PageOf("speakers_desk.letters", {"slug": COMING}, account=ORGANIZER, before=agree),
    _desk("speakers_desk.doubles"),
    PageOf("speakers_desk.doubles", {"slug": PAST}, account=ORGANIZER, before=stand_twice, name="found"),
    PageOf("speakers_desk.merge", {"slug": PAST, "key": SPEAKER, "with": double}, account=ORGANIZER),
    _desk("directory_desk.institutions"),
    _desk("directory_desk.institution", key="turkmenistan-state-library"),
    _desk("directory_desk.add_institution"),
    _desk("directory_desk.share_institution"),
    _desk("schedule_desk.releases"),
    _desk("schedule_desk.releases", name="past", slug=PAST),
    _desk("schedule_desk.plan"),
    PageOf("schedule_desk.withdraw", {"slug": PAST, "number": "1"}, account=ORGANIZER),
    _desk("schedule_desk.approvers", name="none"),
    PageOf("schedule_desk.approvers", {"slug": PAST}, account=ORGANIZER, before=comment_on_the_draft),
    _desk("schedule_desk.send_draft"),
    _desk("secretariat.registrations"),
    _desk("secretariat.registrations", name="filtered", status="confirmed", sort="name"),
    _desk("secretariat.views", status="confirmed"),
    _desk("secretariat.mailings"),
    _desk("secretariat.mailing", uid=draft_to_many),
    _desk("secretariat.mailing", name="sent", uid=letter_to_many),
    _desk("secretariat.write_note", uid=uid),
    _desk("secretariat.change_note", uid=uid, note=note),
    _desk("secretariat.doubles"),
    _desk("secretariat.registrations", name="none", slug=PAST),
    _desk("secretariat.registration", uid=uid),
    _desk("secretariat.edit", uid=uid),
    _desk("secretariat.decline", uid=uid),
    _desk("secretariat.correct_email", uid=uid),
    _desk("secretariat.substitute", uid=uid),
    _desk("secretariat.enter"),
    _desk("secretariat.bring_in"),
    _desk("secretariat.choose_columns"),
    _desk("secretariat.figures"),
    _desk("secretariat.figures", name="none", slug=PAST),
    _desk("privacy_desk.privacy"),
    _desk("privacy_desk.erase", uid=uid),
    _desk("privacy_desk.mailbox"),
    _desk("signups_desk.signups"),
    _desk("signups_desk.signups", name="past", slug=PAST),
    _desk("signups_desk.session", key=WORKSHOP),
    _desk("signups_desk.session", name="approval", key="paper-care"),
    PageOf("questions_desk.form", {"slug": PAST}, account=ORGANIZER, name="none"),
    PageOf("questions_desk.form", {"slug": COMING}, account=ORGANIZER, before=ask),
    PageOf("questions_desk.preview", {"slug": COMING, "speaks": "ru"}, account=ORGANIZER, before=ask),
    _desk("questions_desk.add", plural="questions"),
    _desk("questions_desk.add", plural="categories", name="category"),
    _desk("questions_desk.add", plural="sections", name="section"),
    PageOf(
        "questions_desk.piece",
        {"slug": COMING, "plural": "questions", "key": "kind-choice"},
        account=ORGANIZER,
        before=ask,
    ),
    _desk("questions_desk.piece", plural="categories", key="speaker", name="category"),
    _desk("questions_desk.consent", key="list"),
    _desk("questions_desk.add_consent"),
    PageOf("meetings_desk.meetings", {"slug": COMING}, account=ORGANIZER, before=have_invited),
    PageOf("meetings_desk.meeting", {"slug": COMING, "name": MEETING}, account=ORGANIZER, before=have_invited),
    PageOf("meetings_desk.meeting", {"slug": PAST, "name": PAST_MEETING}, account=ORGANIZER, name="none"),
    PageOf("meetings_desk.invite_list", {"slug": COMING, "name": MEETING}, account=ORGANIZER),
    PageOf("meetings_desk.choose", {"slug": COMING, "name": MEETING}, account=ORGANIZER),
    PageOf("meetings_desk.letters", {"slug": COMING, "name": MEETING}, account=ORGANIZER, before=have_invited),
    _desk("delegations_desk.delegations"),
    _desk("delegations_desk.delegations", name="none", slug=PAST),
    _desk("delegations_desk.delegation", uid=delegation_uid),
    _desk("delegations_desk.edit", uid=delegation_uid),
    _desk("delegations_desk.add"),
)

DRAFT_PAGES = (
    PageOf("drafts.draft", {"slug": PAST, "token": draft}, speaks="en"),
    PageOf("drafts.draft", {"slug": PAST, "token": draft_gone}, name="gone", status=410, speaks="en"),
    PageOf("drafts.session", {"slug": PAST, "token": draft, "code": CANCELLED_SESSION}, speaks="en"),
)

ADMIN_PAGES = (
    PageOf("admin.index", account=ADMIN),
    PageOf("admin.accounts", account=ADMIN),
    PageOf("admin.add_account", account=ADMIN),
    PageOf("admin.letters", account=ADMIN),
    PageOf("admin.letter", {"letter_id": letter}, account=ADMIN),
    PageOf("admin.letter_html", {"letter_id": letter}, account=ADMIN, speaks="ru"),
    PageOf("directory_desk.countries", account=ADMIN),
    PageOf("directory_desk.country", {"code": "TM"}, account=ADMIN),
    PageOf("directory_desk.add_country", account=ADMIN),
    PageOf("admin.index", account=ORGANIZER, name="refused", status=403),
)

PAGES = (
    *PUBLIC_PAGES,
    *REGISTRATION_PAGES,
    *SIGNUP_PAGES,
    *DELEGATION_PAGES,
    *SPEAKER_PAGES,
    *INVITATION_PAGES,
    *ACCOUNT_PAGES,
    *DESK_PAGES,
    *DRAFT_PAGES,
    *ADMIN_PAGES,
)

NO_PAGES = frozenset(
    {
        "static",
        "health.alive",
        "health.ready",
        "health.metrics",
        "documents.excel",
        "documents.pdf",
        "documents.word",
        "documents_desk.calendar",
        "documents_desk.excel",
        "documents_desk.pdf",
        "documents_desk.word",
        "feeds.all_forums_calendar",
        "feeds.forum_calendar",
        "feeds.day_calendar",
        "feeds.kind_calendar",
        "feeds.language_calendar",
        "feeds.person_calendar",
        "feeds.room_calendar",
        "feeds.session_calendar",
        "feeds.track_calendar",
        "feeds.personal_calendar",
        "feeds.programme_text",
        "feeds.schedule_json",
        "feeds.schedule_xml",
        "feeds.robots",
        "feeds.sitemap",
        "speakers.photo",
        "speakers_desk.photo",
        "speakers_desk.slides",
        "schedule.photo",
        "schedule.small_photo",
        "programme_desk.board",
        "programme_desk.publication",
        "programme_desk.export",
        "registration.my_stars",
        "secretariat.file",
        "schedule.changes_feed",
        "schedule.colors",
        "schedule_desk.colors",
        "translations_desk.export",
    }
)
"""Addresses that answer with something else than a page."""
