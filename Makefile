# The two commands that need nothing but Python 3.11+, git and make: `make demo` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
OUT := build/demo

.PHONY: help setup demo test check lint types imports drift messages schemas docs lock bench clean

help:
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(READY): requirements/dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "fgk needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

setup: $(READY) ## make the project's own environment from locked versions

demo: $(READY) ## validate the examples, show a status, write a report
	$(BIN)/fgk validate --repo examples
	$(BIN)/fgk status herten --repo examples
	$(BIN)/fgk report --municipality delmenhorst --repo examples --output $(OUT)/delmenhorst.md
	$(BIN)/fgk report --municipality delmenhorst --repo examples --output $(OUT)/delmenhorst.html
	@echo "Die Berichte liegen in $(OUT)/: delmenhorst.md und delmenhorst.html"

test: check ## lint, types, import contracts, drift checks and tests
	$(BIN)/python -m pytest -q -n auto

check: lint types imports drift

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	$(BIN)/lint-imports

drift: $(READY)
	$(BIN)/python tools/generate.py --check
	$(BIN)/python tools/picture.py --check

messages: $(READY) ## collect the source strings into the German catalogue and compile it
	$(BIN)/python tools/generate.py messages

schemas: $(READY) ## write the JSON Schemas
	$(BIN)/python tools/generate.py schemas

docs: $(READY) ## write docs/rules.md, docs/templates.md and the command help in README.md
	$(BIN)/python tools/generate.py docs

lock: $(READY) ## choose versions anew: requirements/dev.txt
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --upgrade --quiet -o requirements/dev.txt

bench: $(READY) ## measure against the alternatives, in one run
	$(BIN)/python bench/bench.py

clean:
	rm -rf build dist
