"""Photo and slides on the own page."""

from flask import flash
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.directory import service as directory
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.programme.queries import whole_sessions_with
from forumapp.speakers import queries, service
from forumapp.speakers.forms import PhotoForm, SlidesForm
from forumapp.speakers.presentation import part_views, places_of
from forumapp.speakers.views.base import PLACE, Own, back, blueprint, own_by_token, own_page
from forumapp.storage import remove
from forumapp.storage.portraits import Size
from forumapp.storage.sending import send_photo
from forumapp.storage.slides import FOLDER
from forumapp.web import limits
from forumapp.web.guards import guard
from forumapp.web.limits import limiter


@blueprint.get(f"{PLACE}/photo.webp")
@guard(Permission.SPEAKER_OWN, own_by_token)
def photo(own: Own) -> ResponseReturnValue:
    """Show somebody their own photo, published or not."""
    return send_photo(own.person.photo, Size.LARGE)


@blueprint.post(f"{PLACE}/photo")
@guard(Permission.SPEAKER_OWN, own_by_token)
@limiter.limit(limits.UPLOADS)
def put_photo(own: Own) -> ResponseReturnValue:
    """Take a photo in."""
    form = PhotoForm()
    if form.validate_on_submit():
        try:
            with transaction():
                service.put_photo(own.forum, own.person, form.photo.data.read(), now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            flash(_("Your photo is saved. The public sees it when the organizers publish the programme next."))
            return back(own, "photo")
    return own_page(own, photo_form=form), form.status


@blueprint.post(f"{PLACE}/photo/remove")
@guard(Permission.SPEAKER_OWN, own_by_token)
@limiter.limit(limits.OWN_PAGE)
def remove_photo(own: Own) -> ResponseReturnValue:
    """Take the photo away."""
    with transaction():
        directory.set_photo(own.forum, own.person, None, now=clock.now())
    flash(_("Your photo is taken away. It leaves the public pages when the organizers publish the programme next."))
    return back(own, "photo")


@blueprint.post(f"{PLACE}/slides")
@guard(Permission.SPEAKER_OWN, own_by_token)
@limiter.limit(limits.UPLOADS)
def add_slides(own: Own) -> ResponseReturnValue:
    """Take slides in."""
    sessions = whole_sessions_with(own.person)
    form = SlidesForm.among(places_of(part_views(own.forum, own.person.key, sessions, ())))
    if form.validate_on_submit():
        file = form.slides.data
        try:
            with transaction():
                service.add_slides(
                    own.forum,
                    own.person,
                    place=form.place.data,
                    name=file.filename or "",
                    octets=file.read(),
                    now=clock.now(),
                )
        except RuleBroken as broken:
            form.reject(broken)
        else:
            flash(_("The slides are with the organizers."))
            return back(own, "slides")
    return own_page(own, slides_form=form), form.status


@blueprint.post(f"{PLACE}/slides/<int:number>/remove")
@guard(Permission.SPEAKER_OWN, own_by_token)
@limiter.limit(limits.OWN_PAGE)
def remove_slides(own: Own, number: int) -> ResponseReturnValue:
    """Take slides back."""
    found = queries.slides_by_number(own.person, number)
    if found is not None:
        with transaction():
            service.remove_slides(own.forum, own.person, found, now=clock.now())
        remove(FOLDER, found.file)
        flash(_("The slides are removed."))
    return back(own, "slides")
