# The commands of the project. `make help` lists them.
.PHONY: help setup configure build dev test demo bench bench-html bench-quality fuzz fuzz-short coverage growth growth-random sanitize check check-code format clean wheel test-python test-spark test-browser test-curators bench-python bench-spark bench-archive bench-peers bench-long screenshots
SHELL := /bin/bash
SHARED ?= $(abspath ../shared)

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## install the Debian packages that the build needs (asks for root when something is missing)
	@dev/setup.sh

configure: setup
	@cmake --preset release -DCOPYDESK_SHARED_DIR=$(SHARED) >/dev/null

build: configure ## build the release binary and the tests: build/release/copydesk
	@cmake --build build/release

dev: setup ## build with the address and undefined-behaviour sanitizers: build/dev/copydesk
	@cmake --preset dev -DCOPYDESK_SHARED_DIR=$(SHARED) >/dev/null
	@cmake --build build/dev

test: build check-code ## set up, build, check, run all tests; COPYDESK_FUZZ_SECONDS=60 fuzzes each door for a minute
	@ctest --test-dir build/release --output-on-failure -j"$$(nproc)"

demo: build ## turn the example pages into stories and show them
	@python3 examples/demo.py

bench: build ## measure speed: a set in WARC.gz to JSON Lines, one core and two; then each step by itself
	@python3 bench/run.py --shared $(SHARED)
	@python3 bench/stages.py --shared $(SHARED)

bench-html: setup ## measure the HTML parser: beside a byte loop, and on pages made to hurt
	@cmake --preset bench -DCOPYDESK_SHARED_DIR=$(SHARED) >/dev/null
	@cmake --build build/bench --target html_bench
	@python3 bench/html.py --shared $(SHARED)

bench-archive: build ## measure archive and reader: 100,000 stories, a million sketches
	@cmake --build build/release --target measure_archive measure_copies
	@python3 bench/archive.py --shared $(SHARED)

bench-quality: build ## measure quality: every labelled set, beside the published peers
	@python3 bench/quality.py

bench-peers: build ## measure speed and quality beside eight other extractors, which it installs into build/peers (an hour)
	@python3 bench/peers.py --install --shared $(SHARED)

bench-long: build ## measure long runs: 30,000 pages from a pipe, true progress, memory over a million; then docs/crawl.md
	@python3 bench/long.py --shared $(SHARED)
	@python3 bench/plan.py

bench-python: build test-python ## measure the Python package: beside the binary, in two threads, beside Trafilatura
	@build/venv-full/bin/python bench/python.py --shared $(SHARED)

bench-spark: build test-spark ## measure the Spark source beside the binary
	@build/venv-full/bin/python bench/spark.py --shared $(SHARED)

fuzz: setup ## fuzz every door: make fuzz SECONDS=600 (a target; 60 if not said)
	@dev/setup.sh dev/packages-fuzz.txt
	@cmake --preset fuzz -DCOPYDESK_SHARED_DIR=$(SHARED) >/dev/null
	@cmake --build build/fuzz --target fuzz_targets
	@python3 dev/fuzz.py --seconds $(or $(SECONDS),60) --corpora $(SHARED)/corpora

fuzz-short: setup ## the same without clang and without coverage that leads it: damaged seeds under the sanitizers of g++, a minute a target
	@cmake --preset dev -DCOPYDESK_SHARED_DIR=$(SHARED) >/dev/null
	@cmake --build build/dev --target replay
	@COPYDESK_FUZZ_SECONDS=$(or $(SECONDS),60) ctest --test-dir build/dev -R fuzz_short --output-on-failure -j"$$(nproc)"

coverage: setup ## lines and branches of input/, html/ and text/ that tests and the kept fuzz corpus reach
	@dev/setup.sh dev/packages-fuzz.txt
	@cmake --preset coverage -DCOPYDESK_SHARED_DIR=$(SHARED) >/dev/null
	@cmake --build build/coverage --target test_input test_html test_text test_blocks test_story test_fuzz replay copydesk
	@python3 dev/coverage.py --shared $(SHARED)

sanitize: build ## threads under TSan, all cases under valgrind; leaks are watched by every run of make fuzz and make dev
	@cmake --preset tsan -DCOPYDESK_SHARED_DIR=$(SHARED) >/dev/null
	@cmake --build build/tsan --target copydesk test_pipeline test_server
	@build/tsan/test_pipeline
	@build/tsan/test_server
	@for test in serve http; do TSAN_OPTIONS="halt_on_error=1 suppressions=$(CURDIR)/dev/tsan.supp" \
	  COPYDESK_BINARY=build/tsan/copydesk python3 tests/server/$${test}_test.py || exit 1; done
	@build/tsan/copydesk extract -j4 --isolate off -q -f jsonl -o /dev/null tests/cases examples/pages || [ $$? = 3 ]
	@COPYDESK_BINARY=build/release/copydesk python3 tests/robust/memory_test.py --full

growth: configure ## fit how time and memory of every stage grow over 281 hostile shapes; an hour, GROWTH=--small (below the limit of blocks) twenty minutes
	@cmake --build build/release --target growth
	@build/release/growth $(GROWTH)

growth-random: build ## look for shapes that grow faster than their size, made at random of parts of the test pages: make growth-random SECONDS=600
	@COPYDESK_BINARY=build/release/copydesk python3 tests/growth/random_shapes.py --seconds $(or $(SECONDS),600) --seed $(or $(SEED),1)

check: check-code ## order of includes, size of functions and files, format
	@dev/check_format.sh

check-code:
	@python3 dev/check_includes.py
	@python3 dev/check_budget.py

format: ## format the sources in place
	@dev/check_format.sh --fix

wheel: setup ## build the Python package: dist/copydesk-*.whl
	@dev/make_wheel.sh

test-python: wheel ## install the wheel into clean environments and test it there
	@dev/test_python.sh

test-spark: wheel ## the same with PySpark, local and with two workers (needs Java)
	@dev/test_python.sh spark

test-browser: build ## test the reader in Chromium, with every attack of the corpora
	@dev/setup_browser.sh
	@python3 tests/browser/run_browser_tests.py --full

test-curators: wheel ## the same with NeMo Curator and dolma (an environment of 1.1 GB)
	@dev/test_python.sh curators

screenshots: build ## take the pictures of docs/screenshots from the example pages
	@dev/setup_browser.sh
	@node dev/screenshots.mjs

clean: ## remove all that was built
	@rm -rf build dist
