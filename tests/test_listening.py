"""The limit of open files is raised when the server opens: a thousand open windows need more than the usual 1,024."""

import subprocess
import sys

import pytest

SCRIPT = """
import resource, sys
from app.upkeep.listening import allow_many
resource.setrlimit(resource.RLIMIT_NOFILE, (256, int(sys.argv[1])))
told = allow_many()
print(told, *resource.getrlimit(resource.RLIMIT_NOFILE))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows にはこの上限がありません")
@pytest.mark.parametrize(("hard", "soft"), [(1000, 1000), (256, 256)])
def test_as_many_files_as_the_machine_permits(hard, soft):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(hard)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [str(soft), str(soft), str(hard)]
