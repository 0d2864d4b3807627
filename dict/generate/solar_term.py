#!/usr/bin/env python3
"""Write src/value/solar_term.inc: on which day each of the 24 solar terms falls, 1901 to 2100, in China time (UTC+8).

usage: solar_term.py   (needs: pip install sxtwl==2.0.7 ephem==4.2.1)

The days are those of sxtwl (BSD), which computes the longitude of the sun by the series of 寿星天文历. They are checked
here against ephem (MIT), which uses VSOP87: apart from 1951 冬至, 1.6 seconds after midnight (by ERFA) and so on
23 December, both give the same day. Nothing of either package is in the output but the days.
"""
import math
import os

import ephem
import sxtwl

FIRST, LAST = 1901, 2100
OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../src/value/solar_term.inc")
TOO_CLOSE = {(1951, 24)}


def days(year):
    """Day of the month of terms 1 (小寒) to 24 (冬至), two in each month."""
    found, day = [], sxtwl.fromSolar(year, 1, 1)
    while day.getSolarYear() == year:
        if day.hasJieQi():
            assert day.getSolarMonth() == len(found) // 2 + 1
            found.append(day.getSolarDay())
        day = day.after(1)
    assert len(found) == 24
    return found


def longitude(time):
    sun = ephem.Sun(time)
    return math.degrees(ephem.Ecliptic(ephem.Equatorial(sun.g_ra, sun.g_dec, epoch=time), epoch=time).lon)


def check(year, found):
    for term, day in enumerate(found, 1):
        target = (270 + 15 * term) % 360
        time = float(ephem.Date((year, 1, 5))) + (term - 1) * 15.2184
        for _ in range(8):
            time += ((target - longitude(ephem.Date(time)) + 180) % 360 - 180) * 365.2422 / 360
        _, month, other = ephem.Date(time + 8 / 24).tuple()[:3]
        assert (month, other) == ((term + 1) // 2, day) or (year, term) in TOO_CLOSE, (year, term, day, other)


def main():
    years = {year: days(year) for year in range(FIRST, LAST + 1)}
    for year, found in years.items():
        check(year, found)
    first = [min(column) for column in zip(*years.values())]
    assert all(day - low < 4 for found in years.values() for day, low in zip(found, first))
    numbers = [sum((day - low) << 2 * i for i, (day, low) in enumerate(zip(found, first))) for found in years.values()]
    with open(OUT, "w", encoding="utf-8", newline="\n") as out:
        out.write("/* Written by dict/generate/solar_term.py. The earliest day of each term, then for each year how many days\n"
                  " * later each is, two bits a term from the low end. */\n")
        out.write(f"#define FIRST_YEAR {FIRST}\n#define LAST_YEAR {LAST}\n\n")
        out.write("static const uint8_t first_day[24] = {" + ", ".join(map(str, first)) + "};\n\n")
        out.write("static const uint64_t later[LAST_YEAR - FIRST_YEAR + 1] = {\n")
        for i in range(0, len(numbers), 7):
            out.write("    " + ", ".join(f"0x{n:012X}" for n in numbers[i:i + 7]) + ",\n")
        out.write("};\n")


main()
