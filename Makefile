# One command each: `make ingest` runs the main job on the bundled samples, `make test` the tests.
# Both set up .venv themselves, once; a second call does no set-up.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.PHONY: help ingest test check bench lock clean

help:
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-8s %s\n", $$1, $$2}'

ingest: $(VENV)/.runtime  ## publish the bulletins under raw/ as Parquet under processed/
	$(BIN)/bulletins ingest

# The tests start the command more than a hundred times; where Python may keep no bytecode, each start would
# compile the project anew.
test: $(VENV)/.dev  ## run the tests
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest

check:  ## everything that must pass: tests, style, types, import layers
	.ci/run

# FOLDER names folders of bulletins to read instead of the bundled ones; OPTIONS goes to the command, such as
# OPTIONS='--rounds 5 --write'.
bench: $(VENV)/.dev  ## speed and memory beside other readers of PDFs; FOLDER=… reads yours
	$(BIN)/python -m benchmarks.bench $(FOLDER) $(OPTIONS)

lock: $(VENV)/.dev  ## resolve the dependencies of pyproject.toml anew
	$(PIP) install --quiet 'uv>=0.9'
	$(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
		--no-annotate --no-header --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev --quiet --universal --python-version 3.11 --generate-hashes \
		--no-annotate --no-header --output-file requirements-dev.lock

clean:  ## remove the environment and caches; published datasets stay
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "bulletins needs Python 3.11 or newer; name one with make PYTHON=…")'
	$(PYTHON) -m venv $(VENV)

# The locks name every package, so pip has nothing to resolve; left to it, some versions of pip look past
# the pinned version where one package asks for an extra and another does not.
$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) install --quiet --no-deps --require-hashes -r requirements.lock
	$(PIP) install --quiet --no-deps --editable .
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	$(PIP) install --quiet --no-deps --require-hashes -r requirements-dev.lock
	touch $@
