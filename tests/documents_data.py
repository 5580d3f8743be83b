from pathlib import Path

NOTICE = (Path(__file__).parent / "documents/notice-2017-60.txt").read_text(encoding="utf-8")
