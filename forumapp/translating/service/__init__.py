"""Verbs of translating: writing one text, marking, and a translator's file out and in."""

from forumapp.translating.service.marking import mark_all, mark_one
from forumapp.translating.service.sheets import LONGEST_FILE, read_sheet
from forumapp.translating.service.taking import take_in
from forumapp.translating.service.workbook import write_workbook
from forumapp.translating.service.writing import Seen, around, write

__all__ = [
    "LONGEST_FILE",
    "Seen",
    "around",
    "mark_all",
    "mark_one",
    "read_sheet",
    "take_in",
    "write",
    "write_workbook",
]
