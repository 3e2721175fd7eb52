"""html/named_references.inc holds what html/make_named_references.py prints."""
import subprocess
import unittest
from pathlib import Path

HTML = Path(__file__).resolve().parents[2] / "html"


class NamedReferences(unittest.TestCase):
    def test_the_table_is_what_its_script_prints(self):
        made = subprocess.run([HTML / "make_named_references.py"], capture_output=True, text=True, check=True).stdout
        self.assertEqual(made.split(), (HTML / "named_references.inc").read_text(encoding="utf-8").split())


if __name__ == "__main__":
    unittest.main()
