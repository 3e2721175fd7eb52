#!/usr/bin/env python3
"""Installs the build into a temporary folder and builds a C++ and a C program against it, with pkg-config and with
find_package.

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
C_PROGRAM = r"""
#include <copydesk.h>
#include <stdio.h>
int main(int count, char** arguments) {
  copydesk_error error;
  copydesk_entry entry;
  copydesk_options options = {sizeof options};
  options.format = "md";
  copydesk_reader* reader = copydesk_open(arguments[count - 1], &options, &error);
  if (!reader || copydesk_next(reader, &entry, &error) != COPYDESK_OK) return 1;
  puts(entry.data);
  copydesk_close(reader);
  return 0;
}
"""
PROJECT = """cmake_minimum_required(VERSION 3.25)
project(user {language})
find_package(copydesk 0.1 REQUIRED)
add_executable(user "{source}")
target_link_libraries(user PRIVATE copydesk::copydesk)
set_target_properties(user PROPERTIES CXX_STANDARD 20)
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


def check_program(language, source, folder, prefix, environment):
    """Builds a program both ways; both must tell the story of the page."""
    compiler = {"C": ("cc", "-std=c11"), "CXX": ("c++", "-std=c++20")}[language]
    flags = run("pkg-config", "--cflags", "--libs", "copydesk", env=environment).split()
    by_pkg_config, made = folder / f"by_pkg_config_{language}", folder / f"made_{language}"
    run(*compiler, source, *flags, "-o", by_pkg_config)
    project = folder / f"user_{language}"
    project.mkdir()
    (project / "CMakeLists.txt").write_text(PROJECT.format(language=language, source=source))
    run("cmake", "-S", project, "-B", made, f"-DCMAKE_PREFIX_PATH={prefix}")
    run("cmake", "--build", made)
    stories = {run(program, PAGE, env=environment) for program in (by_pkg_config, made / "user")}
    if len(stories) != 1 or "Trawler crew" not in stories.pop():
        sys.exit(f"{language}: the two programs differ, or there is no story")


def main():
    with tempfile.TemporaryDirectory() as folder:
        prefix, folder = Path(folder) / "prefix", Path(folder)
        run("cmake", "--install", sys.argv[1], "--prefix", prefix)
        library = next(prefix.rglob("libcopydesk.so"))
        check_exports(library)
        environment = {**os.environ, "LD_LIBRARY_PATH": str(library.parent),
                       "PKG_CONFIG_PATH": str(library.parent / "pkgconfig")}
        (folder / "user.c").write_text(C_PROGRAM)
        check_program("C", folder / "user.c", folder, prefix, environment)
        check_program("CXX", EXAMPLE, folder, prefix, environment)
    print("install: pkg-config and find_package serve a C and a C++ program")


if __name__ == "__main__":
    main()
