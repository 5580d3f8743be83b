"""The one list of what is watched: the page, /metrics and the watcher show it and cannot differ. Needs a cursor, no Django.

All is evidence of work done, read from the database: a worker that answers a ping and does nothing is found too (rule D8)."""
import json
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
MINUTE, HOUR = 60, 3600
NOVEMBER = 11       # by then the calendar of the next year is awaited


def _(words):
    """Marks for translation; the page translates."""
    return words


@dataclass(frozen=True)
class Check:
    name: str
    label: str
    value: float | None         # None: nothing is known
    limit: float
    ok: bool
    unit: str = "seconds"
    advice: str = ""
    words: str = ""


SIGNS = "select name, extract(epoch from %(now)s - at)::float, words from operations_sign"
REMINDERS = """select extract(epoch from %(now)s - min(next_reminder_at))::float from deadlines_deadline
where closed_at is null and next_reminder_at <= %(now)s"""
# what waits for the sealer counts from the last seal at the earliest, so that an old date on a paper taken in alarms nobody
UNSEALED = """with last as (select s.epoch, s.at, e.xid, e.id from audit_seal s join audit_event e on e.id = s.event_id
    order by s.position desc limit 1), epoch as (select max(number) as number, max(after_event) as id from audit_epoch)
select count(*), extract(epoch from %(now)s - greatest(min(e.at), (select at from last)))::float from audit_event e
where e.id > coalesce((select id from epoch), 0) and (e.xid, e.id) > (
    select coalesce(min(xid), '0'::xid8), coalesce(min(id), 0) from last where epoch = coalesce((select number from epoch), 0))"""
HORIZON = """select greatest(0, max(age))::float, max(said) from (
    select extract(epoch from clock_timestamp() - xact_start) as age, state || ' ' || application_name as said from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
    and (backend_xid is not null or backend_xmin is not null or state like 'idle in transaction%%')
    union all select extract(epoch from clock_timestamp() - prepared), 'prepared' from pg_prepared_xacts
    where database = current_database()) open"""
YEARS = "select array_agg(year::int) from deadlines_calendaryear where year >= %(year)s"
FIRST_SEAL = "select extract(epoch from %(now)s - at)::float from audit_seal where position = 1"


def checks(cursor, now: datetime, media: Path, anchors: Path, waiting: int | None) -> list[Check]:
    """`waiting` is the length of the queues, None when the broker does not answer."""
    asked = {"now": now, "year": now.astimezone(SHANGHAI).year}

    def one(sql):
        cursor.execute(sql, asked)
        return cursor.fetchone()

    cursor.execute(SIGNS, asked)
    signs = {name: (age, words) for name, age, words in cursor.fetchall()}
    heartbeat, backup = (signs.get(name, (None, ""))[0] for name in ("heartbeat", "backup"))
    failed, what = signs.get("failure", (None, ""))
    late = one(REMINDERS)[0] or 0.0
    unsealed, unsealed_for = one(UNSEALED)
    horizon, who = one(HORIZON)
    anchored = last_anchor(anchors, now)
    first_seal = (one(FIRST_SEAL) or (None,))[0]
    free = shutil.disk_usage(next(place for place in (media, *media.parents) if place.exists())).free / 2 ** 30
    missing = missing_years(asked["year"], now.astimezone(SHANGHAI).month, one(YEARS)[0] or [])
    held = (media / NOT_SERVED).exists()
    mismatch = signs.get("mismatch", (None, ""))[1]
    anchor_age = anchored if anchored is not None else first_seal or 0.0
    return [
        most("heartbeat", _("后台任务"), heartbeat, 2 * MINUTE, _("检查 beat、worker 和消息服务是否在运行，重启停止的一个。")),
        most("reminder", _("最早的未发提醒已迟"), late, 2 * MINUTE, _("提醒没有按时发出：检查 worker；恢复后自动补发并注明迟发。")),
        most("queue", _("排队的任务"), waiting, 1000, _("任务积压或者消息服务不通：检查 Valkey 和 worker。"), "count"),
        Check("failure", _("最近失败的任务"), failed, HOUR, failed is None or failed > HOUR, "ago", _("查看 worker 日志。"), what),
        most("unsealed", _("最早的未固化留痕"), unsealed_for or 0.0, 5 * MINUTE,
             _("固化停了：看下一项；从转储恢复过的，运行 manage.py begin_epoch。"), words=str(unsealed or "")),
        most("horizon", _("最久的未结束事务"), horizon or 0.0, 5 * MINUTE,
             _("有连接开着事务不放，固化只能等它：在数据库中查 pg_stat_activity，结束它。"), words=who or ""),
        Check("anchor", _("上次校验值存档"), anchored, 25 * HOUR, anchor_age <= 25 * HOUR, "seconds",
              _("每日 0:10 的存档没有写成：检查 ANCHOR_DIR 能否写入。")),
        most("backup", _("上次备份"), backup, 25 * HOUR, _("运行 manage.py backup，并检查定时器。")),
        Check("disk", _("文件所在磁盘的余量"), round(free, 1), 2, free >= 2, "GiB", _("清理或者扩容，上传会失败。")),
        Check("calendar", _("未载入的工作日历"), float(len(missing)), 0, not missing, "count",
              _("载入国务院办公厅公布的放假安排；在此之前时限为暂定。"), "、".join(map(str, missing))),
        Check("agreement", _("数据库与文件、留痕一致"), float(held or bool(mismatch)), 0, not (held or mismatch), "faults",
              _("运行 manage.py verify_restore，按提示处理。"), mismatch),
    ]


NOT_SERVED = ".not-served"      # beside the files, so that it moves with them and every web server sees it


def most(name, label, value, limit, advice, unit="seconds", words=""):
    return Check(name, label, value, limit, value is not None and value <= limit, unit, advice, words)


def missing_years(year, month, known):
    return sorted({year, *([year + 1] if month >= NOVEMBER else [])} - set(known))


def last_anchor(folder: Path, now) -> float | None:
    """Seconds since the last line of the file."""
    try:
        line = (folder / "anchors.jsonl").read_text(encoding="utf-8").splitlines()[-1]
        return (now - datetime.fromisoformat(json.loads(line)["at"])) / timedelta(seconds=1)
    except (OSError, IndexError, ValueError, KeyError):
        return None
