"""Reads of registrations: one delegate, the places of a forum, the registrars' lists."""

from forumapp.registration.queries.delegates import (
    active_consents,
    feed_token_by_hash,
    live_feed_token,
    registration_by_email_key,
    registration_by_token,
    registration_by_uid,
    reread,
    star_of,
    starred_keys,
    stars,
)
from forumapp.registration.queries.listing import (
    Filter,
    countries_of,
    counts_by_status,
    history,
    letters_to,
    page_of_registrations,
    registrations_for_export,
    was_written_since,
)
from forumapp.registration.queries.places import (
    ended_holds,
    first_waiting,
    forums_with_places_to_give,
    next_arrived,
    place_in_queue,
    places,
)

__all__ = [
    "Filter",
    "active_consents",
    "countries_of",
    "counts_by_status",
    "ended_holds",
    "feed_token_by_hash",
    "first_waiting",
    "forums_with_places_to_give",
    "history",
    "letters_to",
    "live_feed_token",
    "next_arrived",
    "page_of_registrations",
    "place_in_queue",
    "places",
    "registration_by_email_key",
    "registration_by_token",
    "registration_by_uid",
    "registrations_for_export",
    "reread",
    "star_of",
    "starred_keys",
    "stars",
    "was_written_since",
]
