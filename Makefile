# Every chore of the project, by name. Run `make` to see them.
#
#   make run ARGS="--profile /tmp/p"   passes arguments to the program
#   make test TESTS=tests/core         runs some of the tests
#   make test PARALLEL=0               runs them one after the other, for a debugger
#   make lock UPGRADE=1                takes newer versions into the locks

PYTHON ?= python3
BIN := .venv/bin
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory

# What has to work with Qt out of reach.
WITHOUT_QT := $(wildcard $(addprefix tests/,core api store engine sandbox))

# Scripts beside the package are there or not; what they are made of is checked all the same.
TYPED := seedance_desktop tools tests $(wildcard benchmarks/*.py packaging/*.py packaging/*/*.py)

# No screen, no session bus of the user's: the tests bring their own.
HEADLESS := env -u DISPLAY -u WAYLAND_DISPLAY QT_QPA_PLATFORM=offscreen

# One more than the cores of a small machine: half of a test's time is waiting for a service.
PARALLEL ?= 3
PYTEST := $(HEADLESS) $(BIN)/python -m pytest
SIDE_BY_SIDE := -n $(PARALLEL) --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help set-up set-up-dev run test campaign test-noqt lint format types contracts budgets check ci \
        bench shots translations sample lock wheel clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

set-up: ## Install what the program needs (other targets do it by themselves)
	@$(PYTHON) tools/setup.py

set-up-dev: ## Install what its tests and checks need as well
	@$(PYTHON) tools/setup.py --dev

run: set-up ## Open the window on the sandbox; with no display, make the sample on the command line
	@if [[ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" || "$$(uname)" == Darwin ]]; then \
	    exec $(BIN)/seedance-desktop --sandbox $(ARGS); \
	else \
	    exec $(BIN)/seedance-desktop generate --sample --connection sandbox $(ARGS); \
	fi

test: set-up-dev ## Run every test, headless (TESTS=path for some of them)
	@$(PYTEST) $(SIDE_BY_SIDE) $(TESTS)

campaign: set-up-dev ## Kill, soak and explore for long (ROUNDS=200 JOBS=300)
	@$(HEADLESS) CAMPAIGN_ROUNDS=$(or $(ROUNDS),200) CAMPAIGN_JOBS=$(or $(JOBS),300) \
	    $(BIN)/python -m pytest -v -o faulthandler_timeout=0 tests/faults

test-noqt: set-up-dev ## Run the tests of what must work without Qt, with Qt blocked
	@PYTHONPATH=tools/without_qt $(PYTEST) $(SIDE_BY_SIDE) -p no:pytest-qt $(WITHOUT_QT)

lint: set-up-dev ## Look for mistakes and for code that is not laid out as `make format` would
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: set-up-dev ## Lay out the code and mend what can be mended by itself
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

types: set-up-dev ## Check the types, strictly
	@$(BIN)/mypy $(TYPED)

contracts: set-up-dev ## Check which part may import which
	@$(BIN)/lint-imports
	@$(BIN)/python -m tools.qt_modules

budgets: set-up-dev ## Measure the code against its size budgets
	@$(BIN)/python -m tools.budgets

check: lint types contracts budgets ## Everything that a change must pass, but the tests

ci: ## Do what the build machine does
	@.ci/run

bench: set-up-dev ## Measure start-up, smoothness and memory
	@$(HEADLESS) $(BIN)/python -m benchmarks $(ARGS)

shots: set-up-dev ## Take the screenshots of the documentation
	@$(HEADLESS) $(BIN)/python -m tools.shots $(ARGS)

translations: set-up-dev ## Collect the interface's texts and compile its translations
	@$(BIN)/python -m tools.translations $(ARGS)

sample: set-up-dev ## Draw the sample pictures anew
	@$(HEADLESS) $(BIN)/python -m tools.draw_samples $(ARGS)

lock: set-up-dev ## Write the lock files from pyproject.toml (UPGRADE=1 for newer versions)
	@$(BIN)/python -m tools.lock $(if $(UPGRADE),--upgrade)

wheel: set-up-dev ## Build the wheel and the source archive into dist/
	@$(BIN)/python -m build --no-isolation --outdir dist .

clean: ## Remove everything that can be made again, the virtual environment too
	rm -rf .venv build dist .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis \
	    .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
