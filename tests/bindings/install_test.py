#!/usr/bin/env python3
"""Installs the build into a temporary folder and builds the example against it, with pkg-config and with find_package.

    tests/bindings/install_test.py BUILD_FOLDER      exit 0, or the first thing that failed
"""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "examples" / "pages" / "wire.html"
EXAMPLE = ROOT / "examples" / "extract_page.cpp"
PROJECT = """cmake_minimum_required(VERSION 3.25)
project(user CXX)
find_package(copydesk 0.1 REQUIRED)
add_executable(user "{example}")
target_compile_features(user PRIVATE cxx_std_20)
target_link_libraries(user PRIVATE copydesk::copydesk)
"""


def run(*command, **options):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def check_exports(library):
    """Only the functions of copydesk.h leave the library, and all of them do."""
    names = {line.split()[-1].split("@")[0] for line in run("nm", "-D", "--defined-only", library).splitlines()}
    names.discard("COPYDESK_0")
    header = (ROOT / "bindings" / "copydesk.h").read_text()
    declared = set(re.findall(r"^(?:const char\*|int|void|copydesk_reader\*) (copydesk_\w+)\(", header, re.M))
    if names != declared:
        sys.exit(f"exported and declared differ: {sorted(names ^ declared)}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        prefix, folder = Path(folder) / "prefix", Path(folder)
        run("cmake", "--install", sys.argv[1], "--prefix", prefix)
        library = next(prefix.rglob("libcopydesk.so"))
        check_exports(library)
        environment = {**os.environ, "LD_LIBRARY_PATH": str(library.parent),
                       "PKG_CONFIG_PATH": str(library.parent / "pkgconfig")}
        flags = run("pkg-config", "--define-variable=prefix=" + str(prefix), "--cflags", "--libs", "copydesk",
                    env=environment).split()
        run("c++", "-std=c++20", EXAMPLE, *flags, "-o", folder / "by_pkg_config")
        story = run(folder / "by_pkg_config", PAGE, env=environment)
        (folder / "user").mkdir()
        (folder / "user" / "CMakeLists.txt").write_text(PROJECT.format(example=EXAMPLE))
        run("cmake", "-S", folder / "user", "-B", folder / "made", f"-DCMAKE_PREFIX_PATH={prefix}")
        run("cmake", "--build", folder / "made")
        if run(folder / "made" / "user", PAGE, env=environment) != story or "Trawler crew" not in story:
            sys.exit("the two programs differ, or there is no story")
    print("install: pkg-config and find_package give the same story")


if __name__ == "__main__":
    main()
