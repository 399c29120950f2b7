"""改め文: from two texts of a regulation to the amendment between them, and from an amendment to the amended text.

Knows nothing of files, models or who amends.
"""

from ingest.law.amending.amended import Applied, Failure, apply
from ingest.law.amending.amendment import Amendment, amend

__all__ = ["Amendment", "Applied", "Failure", "amend", "apply"]
