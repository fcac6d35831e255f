"""The programme's arithmetic: what clashes, which times can be, when each report begins; what is amiss, in ``checks``."""

from forumapp.exchange.zones import DAY_ENDS_AT, day_of
from forumapp.programme.rules.clashes import Clash, Need, Slot, clashes, clashes_of, slots_of
from forumapp.programme.rules.counting import Tally, tally
from forumapp.programme.rules.order import LONGEST_REPORT, Turn, overrun, running_order, spare_minutes
from forumapp.programme.rules.times import check_times

__all__ = [
    "DAY_ENDS_AT",
    "LONGEST_REPORT",
    "Clash",
    "Need",
    "Slot",
    "Tally",
    "Turn",
    "check_times",
    "clashes",
    "clashes_of",
    "day_of",
    "overrun",
    "running_order",
    "slots_of",
    "spare_minutes",
    "tally",
]
