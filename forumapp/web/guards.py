"""One guard per view: loads the subject from the address, asks the policy, hands the subject on."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any, TypeVar

from flask import Flask, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp.policy import Permission, can, is_private, unruled
from forumapp.web.actors import current_actor, scope_of

Subject = TypeVar("Subject")
View = Callable[..., ResponseReturnValue]


def guard(permission: Permission, load: Callable[..., Any] | None = None) -> Callable[[View], View]:
    """Let a view run only for those who may.

    ``load`` takes the parts of the address it names in its signature and returns the subject, or None when it is not there; the
    view gets the subject first and the remaining parts by name. Answers: 404 for what is not there or not the asker's to know,
    a redirect to sign in for nobody known, 403 for a member of the team without the right.
    """
    names = tuple(signature(load).parameters) if load is not None else ()

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**parts: Any) -> ResponseReturnValue:
            actor = current_actor() if is_private(permission) else None
            if actor is not None and not actor.is_known:
                return _sign_in()
            if load is None:
                if actor is not None and not can(actor, permission):
                    abort(403)
                return view(**parts)
            subject = load(**{name: parts.pop(name) for name in names})
            if subject is None:
                abort(404)
            if actor is not None:
                _check(permission, subject)
            g.subject = subject
            return view(subject, **parts)

        guarded.guarded_by = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def _sign_in() -> ResponseReturnValue:
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.login", next=target), 302)


def _check(permission: Permission, subject: object) -> None:
    actor = current_actor()
    scope = scope_of(subject)
    if can(actor, permission, scope):
        return
    abort(403 if actor.is_in_team(scope) else 404)


def check_guards(app: Flask) -> None:
    """Refuse to start with a view that has no guard or a permission that no rule names (RuntimeError)."""
    unguarded = [
        endpoint
        for endpoint, view in app.view_functions.items()
        if endpoint != "static" and not hasattr(view, "guarded_by")
    ]
    if unguarded:
        raise RuntimeError(f"views without a guard: {', '.join(sorted(unguarded))}")
    if unruled():
        raise RuntimeError(f"permissions without a rule: {', '.join(unruled())}")
