"""/api/recordings: a recording of a meeting becomes text. Knows nothing of how speech is recognised."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, UploadFile
from fastapi.responses import FileResponse, PlainTextResponse
from pydantic import BaseModel, ConfigDict, Field

from app.speech.correction import Correction
from app.speech.recordings import Recording, Recordings
from app.speech.transcript import Piece, as_text
from app.web.office import OfficeOf
from app.web.problems import ProblemError

router = APIRouter(prefix="/api/recordings", tags=["録音"])


def recordings_of(office: OfficeOf) -> Recordings:
    if office.recordings is None:
        raise ProblemError(503, "no_speech")
    return office.recordings


RecordingsOf = Annotated[Recordings, Depends(recordings_of)]


class CorrectionForm(BaseModel):
    """A word that was put right."""

    model_config = ConfigDict(extra="forbid")

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    heard: str = Field(max_length=400)
    right: str = Field(max_length=400)


class PieceForm(BaseModel):
    """A piece of the text as a person has it now."""

    model_config = ConfigDict(extra="forbid")

    start: float = Field(ge=0, description="始まり（秒）")
    end: float = Field(ge=0, description="終わり（秒）")
    text: str = Field(max_length=20_000)
    corrections: list[CorrectionForm] = Field(default_factory=list, max_length=1000)
    turn: bool = False
    speaker: str = Field(default="", max_length=60, description="発言した人")


class TextForm(BaseModel):
    """The whole text as a person has it now."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(default="", max_length=200, description="会議の名称")
    pieces: list[PieceForm] = Field(max_length=50_000)


@router.post("", summary="録音を文字にする", status_code=202)
def add(
    file: UploadFile,
    recordings: RecordingsOf,
    title: Annotated[str, Form(max_length=200)] = "",
    words: Annotated[str, Form(max_length=20_000)] = "",
) -> dict[str, Any]:
    """録音（mp3、m4a、wav など）を受け取り、文字にし始めます。進み具合は GET で見られます。

    `title` は会議の名称（関係する文書から、人名や言葉を拾います）、`words` は出席者や資料の言葉です。"""
    made = recordings.add(file.filename or "", file.file, title=title.strip(), words=words)
    return recording_json(made)


@router.get("", summary="録音の一覧")
def listing(recordings: RecordingsOf) -> dict[str, Any]:
    """新しい順に、文を除いて返します。"""
    return {"recordings": [_heading(one) for one in recordings.all()]}


@router.get("/{recording_id}", summary="一つの録音")
def read(recording_id: str, recordings: RecordingsOf) -> dict[str, Any]:
    """状態（waiting、working、done、stopped、failed）、進み具合（秒）、ここまでの文を返します。"""
    return recording_json(_found(recording_id, recordings))


@router.put("/{recording_id}", summary="直した文を残す")
def change(recording_id: str, form: TextForm, recordings: RecordingsOf) -> dict[str, Any]:
    """直した文と、発言した人の名前を残します。文字にしている間は変えられません。"""
    _found(recording_id, recordings)
    pieces = tuple(
        Piece(
            **one.model_dump(exclude={"corrections"}),
            corrections=tuple(Correction(**each.model_dump()) for each in one.corrections),
        )
        for one in form.pieces
    )
    changed = recordings.change(recording_id, pieces, title=form.title.strip())
    if changed is None:
        raise ProblemError(409, "recording_busy")
    return recording_json(changed)


@router.post("/{recording_id}/stop", summary="止める", status_code=202)
def stop(recording_id: str, recordings: RecordingsOf) -> dict[str, bool]:
    """文字にするのを止めます。ここまでの文は残ります。"""
    _found(recording_id, recordings)
    recordings.stop(recording_id)
    return {"stopping": True}


@router.post("/{recording_id}/start", summary="初めからやり直す", status_code=202)
def start(recording_id: str, recordings: RecordingsOf) -> dict[str, Any]:
    """止めたものや失敗したものを、初めから文字にします。"""
    _found(recording_id, recordings)
    recordings.begin(recording_id)
    return recording_json(_found(recording_id, recordings))


@router.delete("/{recording_id}", summary="消す", status_code=204)
def remove(recording_id: str, recordings: RecordingsOf) -> None:
    """録音と文を消します。戻せません。"""
    if not recordings.remove(recording_id):
        raise ProblemError(404, "no_recording")


@router.get("/{recording_id}/sound", summary="録音を聞く", response_class=FileResponse)
def sound(recording_id: str, recordings: RecordingsOf) -> FileResponse:
    """録音そのものを返します（途中から聞くための Range に応じます）。"""
    return FileResponse(recordings.sound(_found(recording_id, recordings)))


@router.get("/{recording_id}/text", summary="文字起こし", response_class=PlainTextResponse)
def text(recording_id: str, recordings: RecordingsOf) -> PlainTextResponse:
    """時刻と発言した人の付いた文です。用途「議事録の要約」にそのまま使えます。"""
    return PlainTextResponse(as_text(_found(recording_id, recordings).pieces))


def recording_json(recording: Recording) -> dict[str, Any]:
    return _heading(recording) | {
        "pieces": [asdict(piece) for piece in recording.pieces],
        "words": recording.words,
    }


def _heading(recording: Recording) -> dict[str, Any]:
    return {
        "id": recording.id,
        "title": recording.title,
        "state": recording.state,
        "done": recording.done,
        "length": recording.length,
        "message": recording.message,
    }


def _found(recording_id: str, recordings: Recordings) -> Recording:
    found = recordings.find(recording_id)
    if found is None:
        raise ProblemError(404, "no_recording")
    return found
