"""The blueprint of the feeds."""

from flask import Blueprint

blueprint = Blueprint("feeds", __name__)
