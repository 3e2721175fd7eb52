#!/usr/bin/env python3
"""The stories of an archive in Python, and what of it gave none.

    pip install dist/copydesk-*.whl
    examples/stories.py examples/pages/crawl.warc.gz
"""
import sys

import copydesk

reader = copydesk.read_warc(sys.argv[1])
for story in reader:
    print(story.published.time if story.published else "no date", story.title, sep="\t")
for reject in reader.rejects:
    print(f"byte {reject.offset}: {reject.code}: {reject.detail}", file=sys.stderr)
