"""Copydesk in dolma: the linearizer "copydesk" of its WARC pipeline. Importing this module makes it known.

    from copydesk.compat import dolma        # in the program that calls create_and_run_warc_pipeline()
    create_and_run_warc_pipeline(..., linearizer_name="copydesk")
"""
from __future__ import annotations

from typing import Union

from dolma.warc.linearizers import BaseLinearizer, LinearizerRegistry

from .._library import extract_text


@LinearizerRegistry.add("copydesk")  # type: ignore[misc,unused-ignore]
class CopydeskLinearizer(BaseLinearizer):  # type: ignore[misc,unused-ignore]
    """The text of a page's story; empty if it has none."""

    def __init__(self, favor: str = "balanced") -> None:
        self.favor = favor

    def linearize(self, content: Union[str, bytes]) -> str:
        return extract_text(content, favor=self.favor)
