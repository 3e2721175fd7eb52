"""Copydesk in NeMo Curator: the algorithm that its Common Crawl stages ask for the text of a page.

    from copydesk.compat.nemo_curator import CopydeskExtractor
    stage = CommonCrawlDownloadExtractStage("2024-30", "2024-30", "downloads/", html_extraction=CopydeskExtractor())
"""
from __future__ import annotations

from typing import FrozenSet, List, Optional

from nemo_curator.stages.text.download.html_extractors import HTMLExtractorAlgorithm

from .._library import extract_text


class CopydeskExtractor(HTMLExtractorAlgorithm):  # type: ignore[misc,unused-ignore]
    """The paragraphs of a page's story, or None if it has none.

    required_stopword_density: drops paragraphs with a smaller share of stop words, as the other algorithms there do at
    0.32; by default all are kept, for menus are gone already and headings, lists and tables have few stop words. Of no
    effect in languages that are written without spaces.
    """

    def __init__(self, favor: str = "balanced", required_stopword_density: float = 0.0) -> None:
        self.favor = favor
        self.required_stopword_density = required_stopword_density

    def extract_text(self, html: str, stop_words: FrozenSet[str], language: str) -> Optional[List[str]]:
        paragraphs = [paragraph for paragraph in extract_text(html, favor=self.favor).split("\n\n") if paragraph]
        if self.required_stopword_density > 0 and language not in self.NON_SPACED_LANGUAGES:
            paragraphs = [paragraph for paragraph in paragraphs if self._is_prose(paragraph, stop_words)]
        return paragraphs or None

    def _is_prose(self, paragraph: str, stop_words: FrozenSet[str]) -> bool:
        words = paragraph.split()
        return sum(word in stop_words for word in words) >= self.required_stopword_density * len(words)
