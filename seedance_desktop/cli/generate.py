"""``seedance-desktop generate``: one request, as many videos as wanted, waited for."""

from argparse import BooleanOptionalAction, Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from seedance_desktop.api.endpoint import checked_address
from seedance_desktop.build import lazy_media
from seedance_desktop.cli.command import Command
from seedance_desktop.cli.outcome import NO_KEY
from seedance_desktop.cli.output import Output
from seedance_desktop.cli.parser import Parser, path, values, whole, within
from seedance_desktop.cli.request import PICTURE_FORMATS, check, requested
from seedance_desktop.cli.running import run_jobs
from seedance_desktop.cli.session import Session, opened_session
from seedance_desktop.cli.words import OPTIONS, settings_words
from seedance_desktop.core.advice import advice
from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.cost import estimate
from seedance_desktop.core.errors import KeyMissingError, KeyringMissingError
from seedance_desktop.core.failure import Severity
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.core.job import Job
from seedance_desktop.core.request import GenerationRequest, OutputFormat, ServiceTier
from seedance_desktop.core.spending import ConfirmationNeededError, Consent, DailyCapError
from seedance_desktop.core.words import Message, tr
from seedance_desktop.engine.engine import Engine

_MOST = 100
"""Videos of one command; a slip of the finger is not to cost a thousand."""
_SAY_YES = Message("Add --yes to confirm it, or set another limit in the settings.")
_SAY_OVER = Message("Wait until tomorrow, raise the daily cap in the settings, or add --over-cap.")


@dataclass(frozen=True, slots=True)
class _Order:
    request: GenerationRequest
    connection: ConnectionId
    library: Path
    count: int
    consent: Consent


def _run(arguments: Namespace, output: Output) -> int:
    with opened_session(arguments.profile, output) as session:
        order = _order(arguments, session)
        shape = check(order.request, session.catalogue, lazy_media().picture_size)
        if not arguments.json:
            output.note(_described(order, session, shape))
            for words in _warnings(order.request, session):
                output.note(words)
        return run_jobs(session, output, partial(_begin, order))


async def _begin(order: _Order, engine: Engine) -> list[Job]:
    """Raises KeyMissingError before there is a job."""
    try:
        has_key = await engine.accounts.has_key(order.connection)
    except KeyringMissingError as error:
        raise KeyringMissingError(error.message, remedy=NO_KEY, facts=error.facts) from error
    if not has_key:
        raise KeyMissingError(remedy=NO_KEY)
    try:
        jobs = await engine.submit(
            order.request,
            order.connection,
            library=order.library,
            count=order.count,
            consent=order.consent,
        )
    except ConfirmationNeededError as error:
        raise ConfirmationNeededError(error.message, remedy=_SAY_YES) from error
    except DailyCapError as error:
        raise DailyCapError(error.message, remedy=_SAY_OVER) from error
    return list(jobs)


def _order(arguments: Namespace, session: Session) -> _Order:
    settings = session.settings
    usual = SANDBOX if arguments.sample else settings.connection
    connection = usual if arguments.connection is None else arguments.connection
    if "://" in connection:
        connection = checked_address(connection)
    return _Order(
        requested(arguments, session.catalogue),
        ConnectionId(connection),
        arguments.library or settings.library or session.folders.library,
        arguments.count,
        _consent(arguments),
    )


def _consent(arguments: Namespace) -> Consent:
    if arguments.over_cap:
        return Consent.OVER_CAP
    return Consent.ABOVE_LIMIT if arguments.yes else Consent.NONE


def _warnings(request: GenerationRequest, session: Session) -> Iterator[str]:
    """What is likely a mistake, though it can be sent."""
    for each in advice(request, session.catalogue.find(request.model)):
        if each.severity is Severity.WARNING:
            yield f"{OPTIONS[each.field]}: {each.message.shown()}"


def _described(order: _Order, session: Session, shape: float | None) -> str:
    """What will be made and, where it costs, for how much."""
    request = order.request
    words = f"{session.catalogue.find(request.model).name} · {settings_words(request)}"
    if order.count > 1:
        words = tr("{count} × {what}", count=order.count, what=words)
    price = estimate(request, session.catalogue, shape, count=order.count).price
    if price is None or order.connection == SANDBOX:
        return words
    return tr(
        "{what} · about {amount} {currency}",
        what=words,
        amount=f"{price.amount:.2f}",
        currency=price.currency,
    )


def _add_arguments(parser: Parser) -> None:
    _add_contents(parser)
    _add_settings(parser)
    add = parser.add_argument
    add("--count", type=within(1, _MOST), default=1, metavar="N", help=tr("so many videos"))
    add(
        "--connection",
        metavar="NAME",
        help=tr("sandbox, gptproto, one of yours, or an address with the same API"),
    )
    add("--yes", action="store_true", help=tr("spend more at once than you want to be asked about"))
    add("--over-cap", action="store_true", help=tr("spend more than the daily cap allows"))
    add("--library", type=path, metavar="DIR", help=tr("the folder for the videos"))
    parser.add_profile()


def _add_contents(parser: Parser) -> None:
    add = parser.add_argument
    add("--prompt", metavar="TEXT", help=tr("what should be seen"))
    for name, words in (
        ("--first-frame", tr("the picture that the video begins with")),
        ("--last-frame", tr("the picture that it ends with")),
    ):
        add(name, action="append", type=path, default=[], metavar="FILE", help=words)
    add(
        "--reference",
        action="extend",
        nargs="+",
        type=path,
        default=[],
        metavar="FILE",
        help=tr("pictures of what should appear in it"),
    )
    for name, words in (
        ("--reference-video", tr("the web address of a video to go by")),
        ("--reference-audio", tr("the web address of a sound to go by")),
    ):
        add(name, action="append", default=[], metavar="URL", help=words)
    add("--sample", action="store_true", help=tr("the sample, on the sandbox unless you say so"))


def _add_settings(parser: Parser) -> None:
    add = parser.add_argument
    add("--model", metavar="ID", help=tr("the model's whole name"))
    add("--resolution", metavar="R", help=tr("such as 480p, 720p, 1080p"))
    add("--ratio", metavar="W:H", help=tr("such as 16:9, or adaptive"))
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--duration", type=whole, metavar="S", help=tr("seconds"))
    length.add_argument("--frames", type=whole, metavar="N", help=tr("an exact count of frames"))
    add("--seed", type=whole, metavar="N", help=tr("the same seed, nearly the same video"))
    add("--sound", action=BooleanOptionalAction, help=tr("with sound, or without"))
    add("--camera-fixed", action="store_true", help=tr("the camera stands still"))
    add(
        "--last-frame-image",
        "--return-last-frame",
        dest="return_last_frame",
        action="store_true",
        help=tr("the last frame as a picture beside the video"),
    )
    add("--watermark", action="store_true", help=tr("the service puts its mark on the video"))
    _add_delivery(parser)


def _add_delivery(parser: Parser) -> None:
    add = parser.add_argument
    add("--draft", action="store_true", help=tr("a cheap draft, where the model makes some"))
    add("--format", dest="output_format", choices=values(OutputFormat), help=tr("the kind of file"))
    add(
        "--picture-format",
        choices=list(PICTURE_FORMATS),
        default="auto",
        help=tr("what pictures are sent as; auto: JPEG, or PNG where it is smaller"),
    )
    add("--priority", type=whole, metavar="N", help=tr("0 to 9; more comes first"))
    add("--web-search", action="store_true", help=tr("the model may look things up"))
    add(
        "--service-tier",
        choices=values(ServiceTier),
        help=tr("flex: cheaper, and made within hours"),
    )


GENERATE = Command(
    Message("Make videos and wait for them; prints each finished file."),
    _add_arguments,
    _run,
    makes_files=True,
)
