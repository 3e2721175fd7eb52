#!/usr/bin/env python3
"""Facts about tests/cases/run_cases.py, the comparison of records with what a reader wants."""
import contextlib
import io
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cases"))
import run_cases  # noqa: E402


class Comparison(unittest.TestCase):
    def test_an_object_may_have_more_fields_than_the_expectation_names(self):
        self.assertEqual(run_cases.check("authors", [{"name": "A"}], {"authors": [{"name": "A", "role": "B"}]}), [])

    def test_a_list_must_have_as_many_elements(self):
        faults = run_cases.check("authors", [{"name": "A"}], {"authors": [{"name": "A"}, {"name": "B"}]})
        self.assertEqual(len(faults), 1)

    def test_null_asks_for_absence(self):
        self.assertEqual(run_cases.check("authors", None, {}), [])
        self.assertEqual(len(run_cases.check("authors", None, {"authors": []})), 1)

    def test_a_missing_field_is_a_fault(self):
        self.assertEqual(len(run_cases.check("dek", "A", {})), 1)

    def test_z_and_plus_zero_are_the_same_time_but_another_offset_is_not(self):
        wanted = {"time": "2020-01-01T10:00:00+00:00"}
        self.assertEqual(run_cases.check("published", wanted, {"published": {"time": "2020-01-01T10:00:00Z"}}), [])
        late = {"published": {"time": "2020-01-01T11:00:00+01:00"}}
        self.assertEqual(len(run_cases.check("published", wanted, late)), 1)

    def test_order_in_the_text_counts(self):
        self.assertEqual(run_cases.check("text_in_order", ["a", "b"], {"text": "a b"}), [])
        self.assertEqual(len(run_cases.check("text_in_order", ["b", "a"], {"text": "a b"})), 1)

    def test_text_is_compared_letter_by_letter(self):
        self.assertEqual(run_cases.check("text", "a\n\nb", {"text": "a\n\nb"}), [])
        self.assertTrue(run_cases.check("text", "a\n\nb", {"text": "a b"}))

    def test_what_no_record_has_cannot_be_asked_for(self):
        self.assertEqual(run_cases.faults_of_expectation({"authors": [{"name": "A"}], "dek": None, "text_contains": ["a"],
                                                          "body_contains": [{"kind": "heading", "level": 2}]}), [])
        for wrong in ({"autors": None}, {"authors": [{"nam": None}]}, {"published": {"tme": None}},
                      {"body_contains": [{"kind": "heading", "levl": 2}]}):
            self.assertEqual(len(run_cases.faults_of_expectation(wrong)), 1, wrong)

    def test_a_known_failure_that_no_case_asks_for_is_a_fault(self):
        with contextlib.redirect_stdout(io.StringIO()):
            self.assertEqual(run_cases.report(["a"], [{"dek": ["x"]}], {("a", "dek"): "later"}), 0)
            self.assertEqual(run_cases.report(["a"], [{"text": []}], {("a", "dek"): "later"}), 1)


if __name__ == "__main__":
    unittest.main()
