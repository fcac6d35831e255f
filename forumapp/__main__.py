"""``python -m forumapp``: the command line."""

from forumapp.cli import main

main(prog_name="forumapp")
