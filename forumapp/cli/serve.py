"""Serving requests and sending letters."""

import signal

import click
from flask.cli import ScriptInfo

from forumapp import serving
from forumapp.worker import Worker


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Serving processes.")
@click.option("--worker/--no-worker", "with_worker", default=True, show_default=True, help="Send letters from here.")
@click.pass_obj
def serve(info: ScriptInfo, host: str, port: int, workers: int, *, with_worker: bool) -> None:
    """Serve the application until SIGTERM; letters leave from one thread of it."""
    serving.check(info.load_app())
    serving.refuse_taken_port(host, port)
    click.echo(f"Serving http://{host}:{port} with {workers} process{'es' if workers > 1 else ''}.")
    serving.serve(serving.Serving(host=host, port=port, workers=workers, with_worker=with_worker))


@click.command("worker")
@click.pass_obj
def worker(info: ScriptInfo) -> None:
    """Send letters and do the chores until SIGTERM; several may run at once."""
    app = info.load_app()
    serving.check(app)
    working = Worker(app)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: working.stop())
    working.run()
