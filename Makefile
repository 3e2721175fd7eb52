# The commands of the project. `make help` lists them.
.PHONY: help setup build dev test demo bench bench-quality check clean
SHELL := /bin/bash
SHARED ?= $(abspath ../shared)

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1|/' | column -t -s '|'

setup: ## install the Debian packages that the build needs (asks for root)
	@dev/setup.sh

build/release/build.ninja:
	@cmake --preset release -DCOPYDESK_SHARED_DIR=$(SHARED) >/dev/null

build: setup build/release/build.ninja ## build the release binary: build/release/copydesk
	@cmake --build build/release

test: build ## set up, build, run all tests
	@ctest --test-dir build/release --output-on-failure -j2

check: ## order of includes, file and function budgets, format
	@python3 dev/check_includes.py
	@python3 dev/check_budget.py

clean: ## remove all that was built
	@rm -rf build dist
