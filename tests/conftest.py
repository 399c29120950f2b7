"""What several tests share: the office of みどり市 with the real embedding model and the real index."""

from pathlib import Path

import pytest

from app.wire import be_quiet

ROOT = Path(__file__).resolve().parent.parent
be_quiet()
pytest.register_assert_rewrite("tests.browser")


@pytest.fixture(scope="session")
def midori(tmp_path_factory):
    """The product on the whole corpus, without a writing model; embedding it takes about a minute."""
    from app.wire import Office
    from ingest.ingestion import ingest
    from ingest.models import prepare_embedding
    from ingest.settings import load_settings

    home = tmp_path_factory.mktemp("midori")
    environ = {
        "SHITAGAKI_HOME": str(home),
        "SHITAGAKI_LLM": "none",
        "SHITAGAKI_PROMPTS": str(ROOT / "prompts"),
    }
    office = Office(load_settings(environ))
    prepare_embedding(office.settings.models, progress=lambda done, total, message: None)
    report = ingest([ROOT / "corpus"], index=office.index)
    office.report = report
    return office
