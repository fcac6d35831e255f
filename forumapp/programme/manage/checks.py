"""The checks of the working copy: what is amiss, errors that are to stand, what the days are elsewhere."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.exchange.zones import days_between
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import ngettext
from forumapp.policy import Permission
from forumapp.programme import queries, service
from forumapp.programme.forms import FindingFilter, OverruleForm
from forumapp.programme.manage.frame import blueprint, forum_of_desk
from forumapp.programme.models import Overruling
from forumapp.programme.presentation import Presenter, strip_days
from forumapp.programme.rules.checks import RULES, Finding, Severity
from forumapp.programme.service import Checked
from forumapp.programme.words.checks import CHECKS, SEVERITIES, count_words
from forumapp.programme.words.times import day_words
from forumapp.web import desk
from forumapp.web.guards import guard

FINDINGS_A_PAGE = 100


def overruling_of_desk(slug: str, fingerprint: str) -> Overruling | None:
    """Load an overruling with its forum."""
    overruling = queries.overruling_of_forum(slug, fingerprint)
    g.content_languages = overruling.forum.languages if overruling else ()
    return overruling


@blueprint.get("/checks/")
@guard(Permission.PROGRAMME_READ, forum_of_desk)
def checks(forum: Forum) -> ResponseReturnValue:
    """Show what is amiss with the programme."""
    chosen = FindingFilter.from_query(request.args)
    found, overrulings = service.checked(forum), queries.overrulings(forum)
    presenter = Presenter(forum.slug, found, overrulings, back=request.full_path.rstrip("?"))
    fitting = [finding for finding in presenter.in_order(found.findings) if _fits(chosen, finding, presenter)]
    standing = [finding for finding in fitting if not _is_overruled(finding, overrulings)]
    page = _page(forum, chosen, len(standing))
    shown = standing[(page["number"] - 1) * FINDINGS_A_PAGE : page["number"] * FINDINGS_A_PAGE]
    return desk.render_desk(
        "programme/checks.html",
        forum=forum,
        section="checks",
        total=sum(not _is_overruled(finding, overrulings) for finding in found.findings),
        counts=_counts(found, overrulings),
        filter=chosen,
        choices=_choices(forum, chosen),
        shown=len(standing),
        groups=_groups(presenter, standing, shown),
        overruled=presenter.by_day([finding for finding in fitting if _is_overruled(finding, overrulings)]),
        has_sessions=bool(found.document.sessions),
        looked_at=_looked_at(found),
        strips=strip_days(found.strips, chosen.day),
        page=page,
    )


@blueprint.route("/checks/overrule/", methods=["GET", "POST"])
@guard(Permission.RELEASE_PUBLISH, forum_of_desk)
def overrule(forum: Forum) -> ResponseReturnValue:
    """Let errors stand, with a reason."""
    form = OverruleForm()
    asked = list(dict.fromkeys(request.args.getlist("finding")))
    if form.validate_on_submit():
        try:
            with transaction():
                service.overrule(forum, asked, reason=form.reason.data or "", now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            desk.tell(
                ngettext("The error stands as overruled.", "%(num)d errors stand as overruled.", len(asked)),
            )
            return _back(forum)
    found = service.checked(forum)
    presenter = Presenter(forum.slug, found, queries.overrulings(forum))
    errors = [found.errors[each] for each in asked if each in found.errors]
    if not errors and not form.refusals:
        desk.warn(_("There is no such error any more."))
        return _back(forum)
    page = desk.render_desk(
        "programme/overrule.html",
        forum=forum,
        section="checks",
        form=form,
        days=presenter.by_day(presenter.in_order(errors)),
    )
    return page, form.status


@blueprint.post("/checks/<fingerprint>/take-back")
@guard(Permission.RELEASE_PUBLISH, overruling_of_desk)
def take_back(subject: Overruling) -> ResponseReturnValue:
    """Let an overruled error keep the programme from being published again."""
    forum = subject.forum
    desk.attempt(
        lambda: service.take_back(forum, subject.fingerprint, now=clock.now()),
        words=_("The overruling is taken back. The error keeps the programme from being published."),
    )
    return _back(forum)


def checks_summary(forum: Forum) -> desk.Summary:
    """Return in a line what the checks found, for the forum's overview."""
    counts = _counts(service.checked(forum), queries.overrulings(forum))
    said = [count_words(severity, counts[severity]) for severity in Severity if counts[severity]]
    return desk.Summary(
        words=", ".join(said) or _("nothing is amiss"), href=url_for("programme_desk.checks", slug=forum.slug)
    )


def _is_overruled(finding: Finding, overrulings: dict[str, Overruling]) -> bool:
    return finding.severity is Severity.ERROR and finding.fingerprint in overrulings


def _counts(found: Checked, overrulings: dict[str, Overruling]) -> Counter[Severity]:
    return Counter(finding.severity for finding in found.findings if not _is_overruled(finding, overrulings))


def _fits(chosen: FindingFilter, finding: Finding, presenter: Presenter) -> bool:
    return (
        (chosen.severity is None or finding.severity is chosen.severity)
        and (chosen.check is None or finding.check is chosen.check)
        and (chosen.day is None or presenter.day(finding) == chosen.day)
    )


def _groups(presenter: Presenter, standing: Sequence[Finding], shown: Sequence[Finding]) -> list[dict[str, Any]]:
    """Return the findings of a page by severity: heading, how many there are on all pages, days."""
    counted = Counter(finding.severity for finding in standing)
    groups = []
    for severity in Severity:
        found = [finding for finding in shown if finding.severity is severity]
        if found:
            groups.append(
                {
                    "severity": severity.value,
                    "heading": SEVERITIES[severity],
                    "count": counted[severity],
                    "days": presenter.by_day(found),
                }
            )
    return groups


def _page(forum: Forum, chosen: FindingFilter, total: int) -> dict[str, Any]:
    last = max(1, -(-total // FINDINGS_A_PAGE))
    number = min(chosen.page, last)

    def href(other: int) -> str:
        return url_for(".checks", slug=forum.slug, **chosen.address(), page=other)

    return {
        "number": number,
        "last": last,
        "previous_href": href(number - 1) if number > 1 else None,
        "next_href": href(number + 1) if number < last else None,
    }


def _choices(forum: Forum, chosen: FindingFilter) -> list[tuple[str, str, list[tuple[str, Any]], str]]:
    """Return the lists of the filter: name, label, choices, what is chosen."""
    days = [(day.isoformat(), day_words(day)) for day in days_between(forum.starts_on, forum.ends_on)]
    given = chosen.address()
    severities = [(severity.value, word) for severity, word in SEVERITIES.items()]
    return [
        ("severity", _("Severity"), severities, given.get("severity", "")),
        ("day", _("Day"), days, given.get("day", "")),
        ("check", _("Check"), [(check.value, word) for check, word in CHECKS.items()], given.get("check", "")),
    ]


def _looked_at(found: Checked) -> dict[str, Any]:
    """Return what was looked at, for when nothing is amiss."""
    document = found.document
    return {
        "sessions": ngettext("%(num)d session", "%(num)d sessions", len(document.sessions)),
        "people": ngettext("%(num)d person", "%(num)d people", len(document.people)),
        "rooms": ngettext("%(num)d room", "%(num)d rooms", len(document.rooms)),
        "checks": [_within_a_sentence(str(CHECKS[rule.check])) for rule in RULES],
    }


def _within_a_sentence(words: str) -> str:
    return words[:1].lower() + words[1:]


def _back(forum: Forum) -> ResponseReturnValue:
    return redirect(url_for(".checks", slug=forum.slug), 303)
