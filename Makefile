# `make` lists what it can do. README.md has the same commands for Windows.
PYTHON ?= python3
VENV := .venv
SPARK := .venv-spark
RUN := $(VENV)/bin/python
COMPILE = $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup run sample test test-spark lint bench lock

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

setup: $(VENV)/.development ## make the environment (.venv), or bring it up to date

run: $(VENV)/.runtime ## serve the app; the first time, load the sample data
	@$(RUN) -m ingest history --json | grep '"import_id"' >/dev/null || $(MAKE) --no-print-directory sample
	@$(RUN) -m streamlit run app.py --server.showEmailPrompt false

sample: $(VENV)/.runtime ## load the sample data
	@echo "Loading the sample data. Some of its rows are bad on purpose, as in real exports."
	@$(RUN) -m ingest load sample_data/*.csv || [ $$? -eq 3 ]

test: setup ## run every test but Spark's
	$(RUN) -m pytest -n auto -m "not spark"

test-spark: $(SPARK)/.runtime ## run the tests that compare Spark with the other engines
	@java -version 2>/dev/null || { echo "Spark needs Java, and there is none here. On Debian: sudo apt install default-jre-headless"; exit 1; }
	$(SPARK)/bin/python -m pytest -p no:xdist tests/spark -m spark

lint: setup ## check style, format and types
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

bench: setup ## measure the import and the scorecard on a million cases
	$(RUN) -m bench

lock: setup ## pin the requirements again from their .in files
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) requirements-dev.in -o requirements-dev.txt
	$(COMPILE) requirements-spark.in -o requirements-spark.txt

$(VENV)/.runtime: requirements.txt | $(RUN)
	$(RUN) -m pip install --quiet -r requirements.txt
	@touch $@

$(VENV)/.development: requirements-dev.txt $(VENV)/.runtime
	$(RUN) -m pip install --quiet -r requirements-dev.txt
	@touch $@

$(SPARK)/.runtime: requirements-spark.txt | $(SPARK)/bin/python
	$(SPARK)/bin/python -m pip install --quiet -r requirements-spark.txt
	@touch $@

$(RUN) $(SPARK)/bin/python:
	@command -v $(PYTHON) >/dev/null || \
		{ echo "There is no $(PYTHON) here. Point Relais needs Python 3.11 or newer: install it, or name it, as in: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Point Relais needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1). Name a newer one, as in: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "$(PYTHON) cannot make environments. On Debian: sudo apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(patsubst %/bin/python,%,$@)
