"""Many pages at once, in threads: results in the order of the pages, bounded memory."""
from __future__ import annotations

import collections
import itertools
import os
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Deque, Dict, Iterable, Iterator, List, Literal, Optional, Tuple, Union, overload

from ._library import CopydeskError, Page, extract_bytes, make_options
from .story import Story

# Pages that one task of a thread reads: enough that handing over costs little, few enough that threads end together.
PAGES_A_TASK = 8
TASKS_A_THREAD = 4


def _extract_task(pages: List[Any], options: Dict[str, Any]) -> List[Union[Story, CopydeskError]]:
    results: List[Union[Story, CopydeskError]] = []
    for page in pages:
        try:
            html, url = page if isinstance(page, tuple) else (page, None)
            results.append(Story.from_json(extract_bytes(html, make_options(url=url, **options))))
        except CopydeskError as error:
            results.append(error)
        except (TypeError, ValueError) as error:  # None in a column of pages costs no other page
            results.append(CopydeskError("usage", 0, f"a page is bytes or str, alone or with an address: {error}"))
    return results


@overload
def extract_many(pages: Iterable[Union[Page, Tuple[Page, Optional[str]]]], *, threads: Optional[int] = None,
                 errors: Literal["raise"] = "raise", **options: Any) -> Iterator[Story]: ...


@overload
def extract_many(pages: Iterable[Union[Page, Tuple[Page, Optional[str]]]], *, threads: Optional[int] = None,
                 errors: str, **options: Any) -> Iterator[Union[Story, CopydeskError]]: ...


def extract_many(pages: Iterable[Union[Page, Tuple[Page, Optional[str]]]], *, threads: Optional[int] = None,
                 errors: str = "raise", **options: Any) -> Iterator[Union[Story, CopydeskError]]:
    """Stories of many pages, each a page or (page, url), in their order; the other options of extract().

    threads: None is one for each core. errors: "raise" ends at the first page that fails, "return" gives the
    CopydeskError in its place. Pages are taken from the iterable as they are needed; where it raises, the stories of the
    pages that it gave come first.
    """
    if errors not in ("raise", "return"):
        raise CopydeskError("usage", 0, f"errors is {errors!r}; raise or return")
    if "url" in options:
        raise CopydeskError("usage", 0, "an address belongs to its page: (page, url)")
    make_options(**options)  # wrong options are told at once
    count = threads if threads is not None else len(os.sched_getaffinity(0))
    if count < 1:
        raise CopydeskError("usage", 0, f"threads is {count}")
    return _run(iter(pages), count, errors, options)


def _tasks(pages: Iterator[Any], failure: List[Exception]) -> Iterator[List[Any]]:
    """Pages in tasks; what the iterator raises ends them and is put into `failure`."""
    while not failure:
        task: List[Any] = []
        try:
            task.extend(itertools.islice(pages, PAGES_A_TASK))
        except Exception as error:
            failure.append(error)
        if not task:
            return
        yield task


def _run(pages: Iterator[Any], threads: int, errors: str, options: Dict[str, Any]) -> Iterator[Union[Story, CopydeskError]]:
    failure: List[Exception] = []
    tasks = _tasks(pages, failure)

    def checked(results: List[Union[Story, CopydeskError]]) -> Iterator[Union[Story, CopydeskError]]:
        for result in results:
            if isinstance(result, CopydeskError) and errors == "raise":
                raise result
            yield result

    def in_threads() -> Iterator[Union[Story, CopydeskError]]:
        waiting: Deque["Future[List[Union[Story, CopydeskError]]]"] = collections.deque()
        with ThreadPoolExecutor(threads) as pool:
            try:
                for task in tasks:
                    waiting.append(pool.submit(_extract_task, task, options))
                    if len(waiting) > threads * TASKS_A_THREAD:
                        yield from checked(waiting.popleft().result())
                while waiting:
                    yield from checked(waiting.popleft().result())
            finally:
                for future in waiting:
                    future.cancel()

    if threads == 1:
        for task in tasks:
            yield from checked(_extract_task(task, options))
    else:
        yield from in_threads()
    if failure:
        raise failure[0]
