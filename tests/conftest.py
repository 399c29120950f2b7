"""What several tests share: the office of みどり市 with the real embedding model and the real index."""

import pickle
import shutil
from collections import Counter
from pathlib import Path

import pytest

from app.wire import be_quiet
from ingest.spare import give_back, set_aside

ROOT = Path(__file__).resolve().parent.parent
be_quiet()
pytest.register_assert_rewrite("tests.browser")


def pytest_collection_modifyitems(items):
    """A file that needs みどり市 first, so that one worker makes it; those that do without it while it is made; then the
    others; of each kind those with many tests first, so that no long one is left to the end."""
    number = Counter(item.path for item in items)
    needing = {item.path for item in items if "midori" in item.fixturenames}
    maker = min(needing, key=lambda path: (number[path], path), default=None)
    items.sort(key=lambda item: (item.path != maker, item.path in needing, -number[item.path], item.path))


def pytest_collection_finish():
    set_aside()


@pytest.fixture(scope="module", autouse=True)
def _spare():
    """What a file of tests freed goes back to the system: 330 MB after that of the PDF loader. What it left is not looked
    through again: each index that is published lets the garbage be collected, seconds where files of tests left theirs."""
    yield
    set_aside()
    give_back(collect=False)


@pytest.fixture(scope="session")
def midori(tmp_path_factory, worker_id):
    """The product on the whole corpus, without a writing model. Embedding it takes about a minute, so one worker does it
    for all of a run and each has a copy of its own."""
    from app.wire import Office
    from ingest.lock import writer_lock
    from ingest.models import prepare_embedding
    from ingest.settings import load_settings

    home, base = tmp_path_factory.mktemp("midori"), tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "midori"
    environ = {"SHITAGAKI_LLM": "none", "SHITAGAKI_PROMPTS": str(ROOT / "prompts")}
    prepare_embedding(load_settings(environ).models, progress=lambda done, total, message: None)
    with writer_lock(shared / "made.lock", wait=1800):
        if not (shared / "report").exists():
            made = ingested(Office(load_settings({**environ, "SHITAGAKI_HOME": str(shared / "home")})))
            (shared / "report").write_bytes(pickle.dumps(made))
    shutil.copytree(shared / "home", home, dirs_exist_ok=True)
    office = Office(load_settings({**environ, "SHITAGAKI_HOME": str(home)}))
    office.report = pickle.loads((shared / "report").read_bytes())
    return office


def ingested(office):
    """What the office says of taking in the corpus."""
    from ingest.ingestion import ingest
    from ingest.loaders.worker import rest_workers

    report = ingest([ROOT / "corpus"], index=office.index)
    rest_workers()
    return report
