#!/usr/bin/env python3
"""Makes sim/data from a folder of raw candles: make-sim-data.py RAW_FOLDER [OUTPUT_FOLDER].

RAW_FOLDER holds README.md (one table row a file, with repository, path, commit and licence), MANIFEST.sha256 and
ohlcv/. Prices are copied as text or aggregated exactly (first open, highest high, lowest low, last close); returns are
integers in ppm, open to close of the hour, rounded half away from zero. Nothing here uses floating point.
"""
import gzip
import hashlib
import json
import sys
from datetime import datetime, timezone
from fractions import Fraction
from pathlib import Path

COINS = ["BTC", "ETH", "XRP", "DOGE", "ADA", "DOT", "LINK", "AAVE", "ATOM", "XMR"]
MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
MINUTES_2021 = "ohlcv/crash_2021-05/{}USDT_spot_1m.csv.gz"
HOURS_2020 = "ohlcv/spot_1h_2018_2021/{}USDT_spot_1h.csv.gz"


def utc_ms(day):
    return int(datetime.fromisoformat(day).replace(tzinfo=timezone.utc).timestamp()) * 1000


def read_candles(path, from_ms, to_ms):
    """Rows [ts, open, high, low, close] as text prices with from_ms <= ts < to_ms."""
    rows = []
    with gzip.open(path, "rt", encoding="ascii") as lines:
        next(lines)
        for line in lines:
            fields = line.rstrip("\n").split(",")
            if from_ms <= int(fields[0]) < to_ms:
                rows.append([int(fields[0]), *fields[1:5]])
    return rows


def aggregate(rows, step_ms):
    """Candles of step_ms from finer ones, in time order; prices stay the text they were."""
    bars = {}
    for ts, opened, high, low, closed in rows:
        bar = bars.setdefault(ts - ts % step_ms, [opened, high, low, closed])
        bar[1] = max(bar[1], high, key=Fraction)
        bar[2] = min(bar[2], low, key=Fraction)
        bar[3] = closed
    return bars


def ppm(opened, closed):
    """(closed - opened) / opened in ppm, rounded half away from zero."""
    move = Fraction(closed) / Fraction(opened) - 1
    magnitude = (abs(move) * 2_000_000 + 1) // 2
    return int(magnitude) if move >= 0 else -int(magnitude)


def bar_table(raw, pattern, coins, from_day, to_day, step_ms):
    columns = {}
    for coin in coins:
        rows = read_candles(raw / pattern.format(coin), utc_ms(from_day), utc_ms(to_day))
        columns[coin] = aggregate(rows, step_ms)
    lines = ["ts_ms,symbol,open,high,low,close"]
    for ts in sorted(set.intersection(*(set(bars) for bars in columns.values()))):
        lines += [",".join([str(ts), coin, *columns[coin][ts]]) for coin in coins]
    return lines


def joint_table(raw, pattern, coins, from_day, to_day):
    columns = {}
    for coin in coins:
        rows = read_candles(raw / pattern.format(coin), utc_ms(from_day), utc_ms(to_day))
        columns[coin] = aggregate(rows, HOUR_MS)
    lines = [",".join(["ts_ms", *coins])]
    for ts in sorted(set.intersection(*(set(bars) for bars in columns.values()))):
        moves = [str(ppm(columns[coin][ts][0], columns[coin][ts][3])) for coin in coins]
        lines.append(",".join([str(ts), *moves]))
    return lines


def sources(raw, pattern, coins):
    """Where each raw file came from, as its README row says, and the hash of what was read."""
    rows = (raw / "README.md").read_text(encoding="utf-8").splitlines()
    answer = []
    for coin in coins:
        name = pattern.format(coin)
        start = f"| {name.removeprefix('ohlcv/')} "
        row = next(row for row in rows if row.startswith(start))
        cells = [cell.strip() for cell in row.split("|")]
        where, licence = cells[7], cells[8]
        repository, rest = where.split(" : ")
        path, commit = rest.split(" @ ")
        digest = hashlib.sha256((raw / name).read_bytes()).hexdigest()
        answer.append({"symbol": coin, "repository": repository, "path": path, "commit": commit,
                       "licence": licence, "raw": name, "rawSha256": digest})
    return answer


def write(out, name, lines, about):
    text = "\n".join(lines) + "\n"
    (out / f"{name}.csv").write_text(text, encoding="ascii", newline="\n")
    metadata = {
        "file": f"{name}.csv",
        "what": about["what"],
        "columns": about["columns"],
        "rows": len(lines) - 1,
        "sha256": hashlib.sha256(text.encode("ascii")).hexdigest(),
        "licenceNote": "facts: prices. The table was computed from the sources below; none of their files is copied.",
        "madeBy": "tools/ops/make-sim-data.py",
        "sources": about["sources"],
    }
    target = out / f"{name}.metadata.json"
    target.write_text(json.dumps(metadata, indent=2) + "\n", encoding="utf-8", newline="\n")
    print(f"{name}: {len(lines) - 1} rows")


def main(arguments):
    if not 1 <= len(arguments) <= 2:
        print(__doc__, file=sys.stderr)
        return 64
    raw = Path(arguments[0])
    out = Path(arguments[1]) if len(arguments) == 2 else Path(__file__).resolve().parents[2] / "sim" / "data"
    out.mkdir(parents=True, exist_ok=True)
    pair = ["BTC", "ETH"]
    bar_columns = {"ts_ms": "start of the bar, UTC ms", "symbol": "coin against USDT",
                   "open": "USDT", "high": "USDT", "low": "USDT", "close": "USDT"}
    joint_columns = {"ts_ms": "start of the hour, UTC ms", "<coin>": "return open to close in ppm, one column a coin"}
    may, hours = sources(raw, MINUTES_2021, COINS), sources(raw, HOURS_2020, pair)
    write(out, "crash-2021-05-19", bar_table(raw, MINUTES_2021, COINS, "2021-05-19", "2021-05-20", 5 * MINUTE_MS),
          {"what": "5-minute spot candles of ten coins on 2021-05-19 UTC", "columns": bar_columns, "sources": may})
    write(out, "crash-2020-03-12", bar_table(raw, HOURS_2020, pair, "2020-03-12", "2020-03-14", HOUR_MS),
          {"what": "hourly spot candles of BTC and ETH on 2020-03-12 and 13 UTC", "columns": bar_columns,
           "sources": hours})
    write(out, "joint-2021-05", joint_table(raw, MINUTES_2021, COINS, "2021-05-08", "2021-05-19"),
          {"what": "simultaneous hourly returns of ten coins, 2021-05-08 to 18 UTC, before the crash day",
           "columns": joint_columns, "sources": may})
    write(out, "joint-2020-03", joint_table(raw, HOURS_2020, pair, "2020-02-01", "2020-03-12"),
          {"what": "simultaneous hourly returns of BTC and ETH, 2020-02-01 to 2020-03-11 UTC, before the crash day",
           "columns": joint_columns, "sources": hours})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
