"""The demo agenda of 2021 as the table that a word processor would put on the clipboard."""

import html
import json
from collections.abc import Mapping, Sequence
from importlib import resources
from itertools import groupby
from typing import Any

ROLES = {
    "moderator": "Модераторы",
    "speaker": "Спикеры",
    "panelist": "Участники дискуссии",
    "expert": "Эксперты",
    "interpreter": "Переводчики",
    "rapporteur": "Секретарь",
}
DAYS = {"2021-03-11": "11 марта 2021 г., четверг", "2021-03-12": "12 марта 2021 г., пятница"}


def octets() -> bytes:
    """Return the file of the demo forum of 2021."""
    return resources.files("forumapp.demo").joinpath("data", "library-community-2021.json").read_bytes()


def agenda() -> dict[str, Any]:
    """Return the demo forum of 2021, as its file has it."""
    found: dict[str, Any] = json.loads(octets())
    return found


def as_table(forum: Mapping[str, Any]) -> str:
    """Return the agenda as an HTML table: time, title with people and reports, room; a row over all columns for each day."""
    rooms = {room["key"]: room["title"]["ru"] for room in forum["rooms"]}
    rows = ["<tr><th>Время</th><th>Мероприятие</th><th>Место проведения</th></tr>"]
    sessions = sorted(forum["sessions"], key=lambda session: session["starts_at"])
    for day, group in groupby(sessions, key=lambda session: session["starts_at"][:10]):
        rows.append(f'<tr><td colspan="3"><p align="center"><b>{DAYS[day]}</b></p></td></tr>')
        for session in group:
            time = f"{session['starts_at'][11:]}–{session['ends_at'][11:]}".replace(":", ".")
            lines = [
                f"<b>{html.escape(session['title']['ru'])}</b>",
                *_people(forum, session),
                *_reports(forum, session),
            ]
            cell = "".join(f'<p class="MsoNormal">{line}<o:p></o:p></p>' for line in lines)
            room = rooms.get(session.get("room"), "")
            rows.append(f"<tr><td>{time}</td><td>{cell}</td><td>{html.escape(room)}</td></tr>")
    return f'<table class="MsoTableGrid" border="1">{"".join(rows)}</table>'


def _people(forum: Mapping[str, Any], session: Mapping[str, Any]) -> Sequence[str]:
    lines = []
    for role, group in groupby(session["people"], key=lambda part: part["role"]):
        names = "; ".join(_described(forum, part["person"]) for part in group)
        lines.append(html.escape(f"{ROLES[role]}: {names}"))
    return lines


def _reports(forum: Mapping[str, Any], session: Mapping[str, Any]) -> Sequence[str]:
    lines = []
    for number, report in enumerate(session.get("reports") or (), start=1):
        names = "; ".join(_described(forum, key) for key in report["people"])
        lines.append(html.escape(f"{number}. «{report['title']['ru']}» ({report['minutes']} мин.) – {names}"))
    return lines


def _described(forum: Mapping[str, Any], key: str) -> str:
    person = next(person for person in forum["people"] if person["key"] == key)
    names = [person[part]["ru"] for part in ("family_name", "given_name", "patronymic") if person.get(part)]
    institution = next((each for each in forum["institutions"] if each["key"] == person.get("institution")), None)
    said = [" ".join(names), (person.get("post") or {}).get("ru"), institution and institution["name"]["ru"]]
    return ", ".join(each for each in said if each)
