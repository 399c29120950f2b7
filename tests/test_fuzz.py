"""A sample of the fuzzing of the whole API (`python -m evals.fuzz` makes 1,000): nothing malformed ends in a 500."""

import httpx
import pytest

from evals.fuzz import fuzz
from tests.web_office import open_office, serving
from tests.widget_page import with_texts

LIMITS = (("per_minute", 15), ("per_day", 200), ("conversations_per_day", 2000), ("callbacks_per_day", 60))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzz")
    office = open_office(folder)
    more = [(f"{name} = {most}\n", f"{name} = 100000\n") for name, most in LIMITS]
    office.widget_texts = with_texts(folder, *more)
    with serving(office) as address:
        yield address


def test_malformed_requests_over_the_whole_api_give_no_500(site):
    outcome = fuzz(site, 150)
    assert outcome.failures == []
    assert outcome.count >= 100
    refused = sum(count for status, count in outcome.statuses.items() if 400 <= status < 500)
    assert refused > outcome.count * 0.6, outcome.text()


def test_a_day_before_the_eras_is_refused_not_a_fault(site):
    """Found by 1,000 requests: /api/law/regulations?as_of=0245-03-09 was a 500."""
    for path in ("/api/law/regulations?as_of=0245-03-09", "/api/search?q=a&as_of=1868-01-01"):
        assert httpx.get(f"{site}{path}").status_code == 422
