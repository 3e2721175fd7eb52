"""A user's program under `mypy --strict`: the types that the package tells are those of the documentation."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = '''
import copydesk

story = copydesk.extract(open("page.html", "rb").read(), url="https://news.example/a")
print(story.title, story.published.time if story.published else "", [author.name for author in story.authors])
for one in copydesk.extract_many([(b"<p>x", "https://news.example/a")], threads=2):
    print(one.title)
for result in copydesk.extract_many([b"<p>x", b"<p>y"], errors="return"):
    print(result.code if isinstance(result, copydesk.CopydeskError) else result.title)
reader = copydesk.read_warc("crawl.warc.gz")
for story in reader:
    print(story.url, story.to("md"))
for reject in reader.rejects:
    print(reject.offset, reject.code, reject.detail)
print(reader.report(), copydesk.to_parquet(reader, "stories.parquet"))
'''


class Types(unittest.TestCase):
    def test_the_program_of_the_documentation_has_no_errors(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "program.py")
            path.write_text(PROGRAM)
            done = subprocess.run([sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", path], cwd=folder,
                                  capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
