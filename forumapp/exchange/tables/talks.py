"""People and their reports of one column, put together with what other columns say of them."""

from collections.abc import Sequence
from dataclasses import replace

from forumapp.exchange.tables import people
from forumapp.exchange.tables.contents import TimedReport
from forumapp.exchange.tables.drafts import Mention
from forumapp.exchange.tables.tongues import Tongues


def with_standing(group: Sequence[Mention], lines: Sequence[str], tongues: Tongues) -> list[Mention]:
    """Give people what lines say of them: a line each where there are as many, else all of them to all."""
    each = [[line] for line in lines] if len(lines) == len(group) else [list(lines)] * len(group)
    result = []
    for mention, its in zip(group, each, strict=True):
        family = next(iter(mention.family_name.values()), "")
        language = next(iter(mention.family_name), "")
        given = mention.given_name.get(language, "")
        described = people.mentions(f"{family} {given or 'И.'}, {', '.join(its)}", tongues, role=mention.role)
        more = described[0] if described else None
        if more is None:
            result.append(mention)
            continue
        result.append(
            Mention(
                family_name=mention.family_name,
                given_name=mention.given_name,
                patronymic=mention.patronymic,
                post=more.post | mention.post,
                institution=more.institution | mention.institution,
                city=more.city | mention.city,
                country=mention.country or more.country,
                role=mention.role,
            )
        )
    return result


def described(reports: Sequence[TimedReport], lines: Sequence[str], tongues: Tongues) -> list[TimedReport]:
    """Give those who report what lines say of them: a line to each report where there are as many, else all of them to all."""
    each = [[line] for line in lines] if len(lines) == len(reports) else [list(lines)] * len(reports)
    return [
        replace(report, said=replace(report.said, people=tuple(with_standing(report.said.people, its, tongues))))
        for report, its in zip(reports, each, strict=True)
    ]


def in_languages(groups: Sequence[Sequence[TimedReport]], tongues: Tongues) -> list[TimedReport]:
    """Return the reports of columns in several languages: the same ones where two columns name as many."""
    if len(groups) != 2 or len(groups[0]) != len(groups[1]):
        return [each for group in groups for each in group]
    return [_paired(one, other, tongues) for one, other in zip(*groups, strict=True)]


def _paired(one: TimedReport, other: TimedReport, tongues: Tongues) -> TimedReport:
    title = other.said.title
    return replace(
        one,
        said=replace(
            one.said,
            people=tuple(people.paired(one.said.people, other.said.people)),
            other={tongues.of(title): title} | dict(one.said.other),
        ),
    )
