"""Photo and slides of a person at the desk."""

from flask import abort
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
from forumapp.speakers.manage.frame import PLACE, Desk, blueprint, person_of_desk
from forumapp.speakers.manage.speaker import back, speaker_page
from forumapp.speakers.presentation import part_views, places_of
from forumapp.storage import remove
from forumapp.storage.portraits import Size
from forumapp.storage.sending import send_download, send_photo
from forumapp.storage.slides import FOLDER, MEDIA_TYPES
from forumapp.web import desk, limits
from forumapp.web.guards import guard
from forumapp.web.limits import limiter


@blueprint.get(f"{PLACE}/people/<key>/photo.webp")
@guard(Permission.PROGRAMME_READ, person_of_desk)
def photo(subject: Desk) -> ResponseReturnValue:
    """Show the photo that the next release would show."""
    return send_photo(subject.person.photo, Size.LARGE)


@blueprint.post(f"{PLACE}/people/<key>/photo")
@guard(Permission.PROGRAMME_EDIT, person_of_desk)
@limiter.limit(limits.UPLOADS)
def put_photo(subject: Desk) -> ResponseReturnValue:
    """Take a photo of somebody in."""
    form = PhotoForm()
    if form.validate_on_submit():
        try:
            with transaction():
                service.put_photo(subject.forum, subject.person, form.photo.data.read(), now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            desk.tell(_("The photo is saved. The public sees it with the next release."))
            return back(subject, "photo")
    return speaker_page(subject, photo_form=form), form.status


@blueprint.post(f"{PLACE}/people/<key>/photo/remove")
@guard(Permission.PROGRAMME_EDIT, person_of_desk)
def remove_photo(subject: Desk) -> ResponseReturnValue:
    """Take the photo of somebody away."""
    with transaction():
        directory.set_photo(subject.forum, subject.person, None, now=clock.now())
    desk.tell(_("The photo is taken away. It leaves the public pages with the next release."))
    return back(subject, "photo")


@blueprint.post(f"{PLACE}/people/<key>/slides")
@guard(Permission.PROGRAMME_EDIT, person_of_desk)
@limiter.limit(limits.UPLOADS)
def add_slides(subject: Desk) -> ResponseReturnValue:
    """Take slides of somebody in."""
    forum, person = subject.forum, subject.person
    form = SlidesForm.among(places_of(part_views(forum, person.key, whole_sessions_with(person), ())))
    if form.validate_on_submit():
        file, place = form.slides.data, form.place.data
        octets, name = file.read(), file.filename or ""
        try:
            with transaction():
                service.add_slides(forum, person, place=place, name=name, octets=octets, now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            desk.tell(_("The slides are stored."))
            return back(subject, "slides")
    return speaker_page(subject, slides_form=form), form.status


@blueprint.get(f"{PLACE}/people/<key>/slides/<int:number>")
@guard(Permission.PROGRAMME_READ, person_of_desk)
def slides(subject: Desk, number: int) -> ResponseReturnValue:
    """Give the team a file of slides."""
    found = queries.slides_by_number(subject.person, number)
    if found is None:
        abort(404)
    name = _safe_name(found.name, found.kind.value)
    return send_download(FOLDER, found.file, name=name, media_type=MEDIA_TYPES[found.kind])


@blueprint.post(f"{PLACE}/people/<key>/slides/<int:number>/remove")
@guard(Permission.PROGRAMME_EDIT, person_of_desk)
def remove_slides(subject: Desk, number: int) -> ResponseReturnValue:
    """Delete a file of slides."""
    found = queries.slides_by_number(subject.person, number)
    if found is not None:
        with transaction():
            service.remove_slides(subject.forum, subject.person, found, now=clock.now())
        remove(FOLDER, found.file)
        desk.tell(_("The slides are removed."))
    return back(subject, "slides")


def _safe_name(name: str, ending: str) -> str:
    """Return a name to save a file under: without folders, with the ending of what it is."""
    stem = name.replace("\\", "/").rpartition("/")[2]
    stem = stem.rpartition(".")[0] or stem
    return f"{stem or 'slides'}.{ending}"
