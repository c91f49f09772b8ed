"""Writes what tests/times.rs compares with, from independent implementations.

    pip install holidays==0.108 tzdata==2026.6
    python3 tests/oracle/times.py            # writes three files of tests/vectors
    python3 tests/oracle/times.py --check    # whether they are what this makes

closings.tsv   weekdays closed by the rules of PyPI `holidays`, a line for each calendar and year
cutoffs.tsv    the day that takes a payout on and about those days
clocks.tsv     local times around every change of the clocks, by Python's zoneinfo
"""

import os
import sys
from datetime import date, datetime, timedelta, timezone

os.environ["PYTHONTZPATH"] = ""  # the tzdata package, not the machine's own
import holidays
from pathlib import Path
from zoneinfo import ZoneInfo

VECTORS = Path(__file__).parent.parent / "vectors"

# Calendars without listed days, each with the years to compare: the calendar of the library,
# and its categories.
PUBLIC = ("public",)
CALENDARS = {
    "FED": (2000, 2040, lambda years: fed(years)),
    "TARGET": (2002, 2040, lambda years: holidays.financial_holidays("XECB", years=years)),
    "UK": (2000, 2040, lambda years: country("GB", years, subdiv="ENG")),
    "NZ": (2022, 2035, lambda years: country("NZ", years)),
    "MX": (2020, 2035, lambda years: country("MX", years)),
    "ZA": (2020, 2027, lambda years: country("ZA", years)),
    "CO": (2026, 2040, lambda years: country("CO", years)),
    "SE": (2020, 2040, lambda years: sweden(years)),
}
for code in ["CA", "AU", "BR", "PL", "NO", "DK", "CH", "CZ", "RO", "PE"]:
    first = 2022 if code == "CA" else 2020
    CALENDARS[code] = (first, 2040, lambda years, code=code: country(code, years))


def country(code, years, **more):
    return holidays.country_holidays(code, years=years, **more)


def sweden(years):
    """Public holidays, and the bank holidays that last all day."""
    bank = country("SE", years, categories=("bank",), language="en_US")
    whole = [day for day, name in bank.items() if "2pm" not in name]
    return list(country("SE", years)) + whole


def fed(years):
    """Federal holidays, where the Fed differs: a Saturday closes no Friday, Columbus Day and
    Veterans Day are kept, and Juneteenth is kept from 2022 on."""
    days = set()
    for day, name in country("US", years, categories=("public",), observed=False).items():
        if name.startswith("Juneteenth") and day.year < 2022:
            continue
        days.add(day)
        if day.weekday() == 6:
            days.add(day + timedelta(days=1))
    return days


def closings():
    lines = ["# Weekdays closed: calendar, year, days. Written by times.py."]
    for name, (first, last, closed) in sorted(CALENDARS.items()):
        days = set(closed(list(range(first - 1, last + 2))))
        for year in range(first, last + 1):
            own = sorted(day for day in days if day.year == year and day.weekday() < 5)
            lines.append("\t".join([name, str(year), " ".join(f"{day:%m-%d}" for day in own)]))
    return lines


ZONES = """Africa/Accra Africa/Cairo Africa/Johannesburg Africa/Lagos Africa/Nairobi
America/Argentina/Buenos_Aires America/Bogota America/Chicago America/Denver America/Lima
America/Mexico_City America/New_York America/Santiago America/Sao_Paulo America/Toronto Asia/Bangkok Asia/Dhaka Asia/Dubai
Asia/Ho_Chi_Minh Asia/Hong_Kong Asia/Jakarta Asia/Jerusalem Asia/Karachi Asia/Kolkata
Asia/Kuala_Lumpur Asia/Manila Asia/Riyadh Asia/Seoul Asia/Shanghai Asia/Singapore Asia/Taipei
Asia/Tokyo Australia/Sydney Europe/Berlin Europe/Brussels Europe/Bucharest Europe/Budapest
Europe/Copenhagen Europe/Istanbul Europe/London Europe/Madrid Europe/Oslo Europe/Prague
Europe/Stockholm Europe/Warsaw Europe/Zurich Pacific/Auckland""".split()


def changes(zone, first, last):
    """Every moment in these years at which the clocks of the zone change."""
    at = datetime(first, 1, 1, tzinfo=timezone.utc)
    offset = lambda at: at.astimezone(zone).utcoffset()
    while at.year <= last:
        later = at + timedelta(days=1)
        if offset(at) != offset(later):
            low, high = at, later
            while high - low > timedelta(minutes=1):
                middle = low + (high - low) / 2
                middle = middle.replace(second=0, microsecond=0)
                low, high = (middle, high) if offset(middle) == offset(low) else (low, middle)
            yield high
        at = later


def clocks():
    lines = [
        "# Local times around each change of the clocks, 2020 to 2030, and a January and a July of",
        "# later years: zone, local time, the UTC it is. Written by times.py, tzdata 2026f.",
    ]
    for name in ZONES:
        zone = ZoneInfo(name)
        moments = []
        for change in changes(zone, 2020, 2030):
            wall = change.astimezone(zone).replace(tzinfo=None)
            moments += [wall + timedelta(minutes=m) for m in (-60, -1, 0, 30, 60)]
        for year in range(2020, 2041, 4):
            moments += [datetime(year, 1, 1, 0, 0), datetime(year, 7, 15, 12, 0)]
        for wall in sorted(set(moments)):
            utc = wall.replace(tzinfo=zone).astimezone(timezone.utc)
            lines.append(f"{name}\t{wall:%Y-%m-%dT%H:%M}\t{utc:%Y-%m-%dT%H:%M}")
    return lines


CUTOFF_ZONES = """America/New_York Europe/London Europe/Berlin Australia/Sydney America/Santiago
Pacific/Auckland Africa/Cairo Asia/Kolkata""".split()


def cutoffs():
    """A rail that runs every day: which day takes a payout, on and about the days of a change."""
    lines = [
        "# Cut-offs about each change of the clocks, 2026 and 2027: zone, cut-off, moment of the",
        "# payout, local day that takes it, last second of that day. Written by times.py.",
    ]
    for name in CUTOFF_ZONES:
        zone = ZoneInfo(name)
        days = sorted({
            change.astimezone(zone).date() + timedelta(days=d)
            for change in changes(zone, 2026, 2027)
            for d in (-1, 0, 1)
        } or {date(2026, 3, 29)})
        for day in days:
            for cutoff in ["00:30", "02:30", "16:45"]:
                hour, minute = map(int, cutoff.split(":"))
                wall = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)
                for seconds in (-3600, 0, 1, 3600):
                    at = wall.astimezone(timezone.utc) + timedelta(seconds=seconds)
                    local = at.astimezone(zone)
                    # A cut-off that stands there twice is the first.
                    late = (local.hour, local.minute, local.second) > (hour, minute, 0)
                    late = late or at > wall.astimezone(timezone.utc)
                    taken = local.date() + timedelta(days=1 if late else 0)
                    last = datetime(taken.year, taken.month, taken.day, 23, 59, 59, tzinfo=zone)
                    last = last.astimezone(timezone.utc)
                    form = "%Y-%m-%dT%H:%M:%SZ"
                    lines.append(f"{name}\t{cutoff}\t{at:{form}}\t{taken}\t{last:{form}}")
    return lines


def main():
    for file, lines in [("closings.tsv", closings()), ("clocks.tsv", clocks()), ("cutoffs.tsv", cutoffs())]:
        out, made = VECTORS / file, "\n".join(lines) + "\n"
        if "--check" not in sys.argv[1:]:
            out.write_text(made, encoding="utf-8")
        elif out.read_text(encoding="utf-8") != made:
            sys.exit(f"{file} is not what this script makes")


if __name__ == "__main__":
    main()
