#!/usr/bin/env python3
"""Facts about dev/check_budget.py, the scanner that finds functions in C++."""
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "dev"))
import check_budget  # noqa: E402

LINES = "\n".join(["  f();"] * 41)


def found(source):
    return [(name, last - first + 1) for first, last, name in check_budget.cpp_functions(source)]


class CheckBudget(unittest.TestCase):
    def test_a_function_counts_from_its_signature_to_its_closing_brace(self):
        self.assertEqual(found("namespace a {\nint\nf(int x) {\n  return x;\n}\n}\n"), [("f", 4)])

    def test_a_method_and_a_constructor_with_brace_initialisers_are_functions(self):
        source = "struct A {\n  explicit A(int a) : a_{a}, b_(a) {\n  }\n  int b() const { return b_; }\n};\n"
        self.assertEqual(found(source), [("A", 2), ("b", 1)])

    def test_a_table_is_no_function(self):
        self.assertEqual(found("constexpr int k[] = {f(1), f(2)};\nconst std::array<int, f(3)> t{\n1\n};\n"), [])

    def test_braces_in_strings_comments_and_macros_do_not_count(self):
        source = '#define A(x) \\\n  if (x) {\nint f() {\n  g("{"); // {\n  return \'{\';\n}\nint h() {}\n'
        self.assertEqual(found(source), [("f", 4), ("h", 1)])

    def test_a_lambda_belongs_to_the_function_around_it(self):
        self.assertEqual(found("void f() {\n  each([&](int x) {\n    g(x);\n  });\n}\n"), [("f", 5)])

    def test_a_long_comment_above_the_function_excuses_it(self):
        source = f"// LONG: a table of the standard\nvoid f() {{\n{LINES}\n}}\n".splitlines()
        self.assertTrue(check_budget.is_excused(source, 2, 44))

    def test_a_long_comment_without_a_reason_excuses_nothing(self):
        source = f"// LONG:\nvoid f() {{\n{LINES}\n}}\n".splitlines()
        self.assertFalse(check_budget.is_excused(source, 2, 44))


if __name__ == "__main__":
    unittest.main()
