"""Verbs of accounts, sign-ins and links by mail."""

from forumapp.accounts.service.people import (
    add,
    address,
    change_email,
    describe,
    disable,
    enable,
    make_admin,
    set_password,
)
from forumapp.accounts.service.sign_ins import (
    end,
    end_all,
    forget_links,
    forget_sign_ins,
    holding,
    link_of,
    make_link,
    send_link,
    send_nothing,
    sign_in,
    spend,
    touch,
)

__all__ = [
    "add",
    "address",
    "change_email",
    "describe",
    "disable",
    "enable",
    "end",
    "end_all",
    "forget_links",
    "forget_sign_ins",
    "holding",
    "link_of",
    "make_admin",
    "make_link",
    "send_link",
    "send_nothing",
    "set_password",
    "sign_in",
    "spend",
    "touch",
]
