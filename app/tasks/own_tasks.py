"""Tasks that clerks made themselves: files of the tenant with their versions. Knows no pages and runs nothing of a file.

A file is read as data by the same strict reader as the shipped tasks; placeholders are replaced, never evaluated.
There is no login: whose a task is stands in the file, [owner], as its maker wrote it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from difflib import unified_diff
from itertools import count
from pathlib import Path

from app.tasks.schema import Key, TemplateError, parse_toml, read_table
from app.tasks.template import TaskTemplate
from app.tasks.template_file import Prompts, parse_template
from ingest.whole_file import write_whole

SHARES = ("mine", "section", "all")
LONGEST = 300_000
"""Characters of one file."""
MOST = 500
"""Tasks of one tenant."""
_ID = re.compile(r"[a-z][a-z0-9_-]{1,39}")
_OWNER = re.compile(r"(?m)^\[owner\][^\n]*\n(?:(?!\[)[^\n]*\n?)*")
_OWNER_KEYS = {"name": Key("text"), "section": Key("text"), "share": Key("text", choices=SHARES)}


@dataclass(frozen=True, slots=True)
class Owner:
    """Who made a task, of which 課, and whom it is shared with (of SHARES)."""

    name: str
    section: str
    share: str = "mine"

    def shows(self, name: str, section: str) -> bool:
        """Whether a clerk of that name and 課 sees it."""
        return (
            self.share == "all"
            or (self.share == "section" and self.section == section)
            or self.is_(name, section)
        )

    def is_(self, name: str, section: str) -> bool:
        return (self.name, self.section) == (name, section)


@dataclass(frozen=True, slots=True)
class OwnTask:
    """One task as it stands now: its template, owner, text (without [owner]) and how many versions it has had."""

    template: TaskTemplate
    owner: Owner
    text: str
    version: int


def read_task(text: str, *, file: str) -> tuple[TaskTemplate, Owner | None, str]:
    """The template, the owner where the file names one, and the text without it. Raises TemplateError."""
    if len(text) > LONGEST:
        raise TemplateError(
            f"{file}：ファイルが大きすぎます（{len(text):,}字。{LONGEST:,}字まで）。分けてください。"
        )
    data = parse_toml(text, file=file)
    owner = data.pop("owner", None)
    made = None
    if owner is not None:
        if not isinstance(owner, dict):
            raise TemplateError(f"{file}：「owner」は 表（[owner]）で書きます。")
        made = Owner(**read_table(owner, _OWNER_KEYS, file=file, place="owner"))
    template = parse_template(data, file=file, digest=hashlib.sha256(text.encode()).hexdigest())
    if not _ID.fullmatch(template.id):
        raise TemplateError(
            f"{file}：「id」は半角の英小文字で始め、英小文字・数字・_・- の2から40字で書いてください。今は「{template.id[:60]}」です。"
        )
    return template, made, _OWNER.sub("", text).rstrip() + "\n"


class OwnTasks:
    """The tasks in one folder: ID.toml as it stands, versions/ID/0001.toml … as it was."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> dict[str, OwnTask]:
        """Every readable task by id; a file that cannot be read is left out (``shitagaki tasks`` names shipped ones)."""
        found = {}
        for path in sorted(self.folder.glob("*.toml")):
            try:
                task = self.read(path.stem)
            except TemplateError:
                continue
            if task is not None:
                found[task.template.id] = task
        return found

    def read(self, task: str) -> OwnTask | None:
        """One task, None when there is none. Raises TemplateError when its file is damaged."""
        if not _ID.fullmatch(task) or not (self.folder / f"{task}.toml").is_file():
            return None
        text = (self.folder / f"{task}.toml").read_text(encoding="utf-8")
        template, owner, bare = read_task(text, file=f"{task}.toml")
        return OwnTask(template, owner or Owner("（不明）", "（不明）"), bare, len(self.versions(task)))

    def save(self, text: str, owner: Owner, *, shipped: Mapping[str, TaskTemplate]) -> OwnTask:
        """Keep ``text`` as the newest version of the task that it names. Raises TemplateError."""
        template, _, bare = read_task(text, file="用途のファイル")
        old = self.read(template.id)
        if template.id in shipped and old is None:
            raise TemplateError(
                f"用途のファイル：id「{template.id}」は、はじめからある用途の id です。別の id（例：{template.id}-2）にしてください。"
            )
        if old is not None and not old.owner.is_(owner.name, owner.section):
            raise TemplateError(
                f"用途のファイル：id「{template.id}」は、{old.owner.section}の{old.owner.name}さんの用途なので、上書きできません。名前と課が自分のものかを確かめるか、「作った用途」の「写して始める」で写しを作って直してください。"
            )
        if old is None and len(list(self.folder.glob("*.toml"))) >= MOST:
            raise TemplateError(f"用途は{MOST}までです。使わない用途を消してから残してください。")
        whole = f"{bare}\n[owner]\n" + "".join(
            f"{key} = {json.dumps(value, ensure_ascii=False)}\n"
            for key, value in (("name", owner.name), ("section", owner.section), ("share", owner.share))
        )
        past = self.folder / "versions" / template.id
        past.mkdir(parents=True, exist_ok=True)
        for path in (
            past / f"{len(self.versions(template.id)) + 1:04d}.toml",
            self.folder / f"{template.id}.toml",
        ):
            write_whole(path, whole)
        kept = self.read(template.id)
        assert kept is not None, "it was just written"
        return kept

    def free_id(self, task: str, shipped: Collection[str]) -> str:
        """An id for a copy of ``task`` that no task has or has had: another's task, unseen by its copier, is not overwritten."""
        numbered = (f"{task[:36]}-{number}" for number in count(2))
        return next(each for each in numbered if each not in shipped and not self.versions(each))

    def versions(self, task: str) -> list[Path]:
        """The files of all its versions, oldest first."""
        return sorted((self.folder / "versions" / task).glob("[0-9]*.toml")) if _ID.fullmatch(task) else []

    def version(self, task: str, number: int) -> str:
        """The text of one version, "" when there is none."""
        paths = self.versions(task)
        text = paths[number - 1].read_text(encoding="utf-8") if 0 < number <= len(paths) else ""
        return _OWNER.sub("", text).rstrip() + "\n" if text else ""

    def difference(self, task: str, old: int, new: int) -> list[str]:
        """The lines that differ, with their neighbours: 「-」 went, 「+」 came."""
        before, after = self.version(task, old).splitlines(), self.version(task, new).splitlines()
        return list(unified_diff(before, after, f"{old}版", f"{new}版", lineterm="", n=2))

    def remove(self, task: str) -> None:
        """Take it off; its versions stay, so that it can be saved again."""
        if _ID.fullmatch(task):
            (self.folder / f"{task}.toml").unlink(missing_ok=True)


def with_own(prompts: Prompts, folder: Path) -> Prompts:
    """The prompts with the tasks of ``folder`` after the shipped ones; a shipped id is never replaced."""
    own = {
        task: one.template for task, one in OwnTasks(folder).all().items() if task not in prompts.templates
    }
    return replace(prompts, templates={**prompts.templates, **own}) if own else prompts
