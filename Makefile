# Each target does its own set-up, and only what is missing. What is installed goes into .venv, so that
# `make clean` (or deleting that folder) is all it takes to begin again.

PYTHON ?= python3
JOBS ?= 2
TESTS ?= tests
EXAMPLES ?= 20000

VENV := .venv
BIN := $(VENV)/bin
TRANSLATIONS := roadmap/translations
TEMPLATE := $(TRANSLATIONS)/messages.pot
CATALOGUES := $(wildcard $(TRANSLATIONS)/*/LC_MESSAGES/messages.po)
COMPILED := $(CATALOGUES:.po=.mo)
# Everything pip installs is named in a lock with its hash; nothing is built with tools from elsewhere.
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-build-isolation --use-pep517
LOCK := $(BIN)/pip-compile --quiet --allow-unsafe --generate-hashes --strip-extras --no-header \
	--no-emit-options --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
EXTRACT := $(BIN)/pybabel --quiet extract --mapping pyproject.toml --keyword N_ --sort-by-file --no-wrap \
	--add-location file --project roadmap
UPDATE := $(BIN)/pybabel --quiet update --no-wrap --domain messages --output-dir $(TRANSLATIONS) --ignore-obsolete
export PYTHON PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test lint bench fuzz messages lock audit sbom clean packages test-packages

help: ## list what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

run: $(VENV)/.package $(COMPILED) ## serve the demonstration workshop at http://127.0.0.1:8000, or make run BIND=127.0.0.1:8001
	@$(BIN)/roadmap demo
	@exec $(BIN)/roadmap serve $(if $(BIND),--bind $(BIND))

test: test-packages $(VENV)/.dev $(COMPILED) ## run the tests: all, or make test TESTS=tests/fields; JOBS=4 for more processes
	@$(BIN)/python -m pytest -n $(JOBS) -m "not slow" $(TESTS)

lint: $(VENV)/.dev $(COMPILED) ## check style, types, which way imports flow, and the message catalogues
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary roadmap
	@$(BIN)/lint-imports --no-logo >$(VENV)/imports.log || { cat $(VENV)/imports.log; exit 1; }
	@$(EXTRACT) --output-file $(VENV)/messages.pot .
	@$(if $(CATALOGUES),$(UPDATE) --check --input-file $(VENV)/messages.pot || \
		{ echo "A translation lacks sentences: make messages"; exit 1; })

bench: test-packages $(VENV)/.dev ## measure: medians and ratios against the stock renderer and Chromium
	@$(BIN)/python -m pytest --override-ini addopts= -s -q --timeout 0 tests/bench

fuzz: test-packages $(VENV)/.dev ## search for hours what the property tests search for seconds; EXAMPLES=20000
	@EXAMPLES=$(EXAMPLES) $(BIN)/python -m pytest -n $(JOBS) --timeout 0 -m "hypothesis or slow" -p tests.long_search $(TESTS)

messages: $(VENV)/.dev ## collect the sentences to translate; NEW=fr begins a translation into French
	@mkdir -p $(TRANSLATIONS)
	@$(EXTRACT) --output-file $(TEMPLATE) .
	@$(if $(NEW),$(BIN)/pybabel --quiet init --no-wrap --input-file $(TEMPLATE) --output-dir $(TRANSLATIONS) \
		--locale $(NEW))
	@$(if $(CATALOGUES),$(UPDATE) --input-file $(TEMPLATE))

lock: $(VENV)/.dev ## choose dependencies anew, within what setup.cfg allows; UPGRADE=--upgrade for the newest
	@$(LOCK) $(UPGRADE) --only-build-deps --all-build-deps --output-file requirements-build.lock setup.cfg
	@$(LOCK) $(UPGRADE) --output-file requirements.lock setup.cfg
	@$(LOCK) $(UPGRADE) --extra oidc --constraint requirements.lock --output-file requirements-oidc.lock setup.cfg
	@$(LOCK) $(UPGRADE) --extra dev --extra oidc --constraint requirements-oidc.lock --constraint requirements-build.lock \
		--output-file requirements-dev.lock setup.cfg

audit: $(VENV)/.dev ## ask whether a locked dependency has a known vulnerability
	@$(BIN)/pip-audit --disable-pip --require-hashes --progress-spinner off -r requirements-oidc.lock

sbom: $(VENV)/.dev ## write the bill of materials of what runs (CycloneDX) to exports/sbom.json
	@$(BIN)/cyclonedx-py requirements requirements.lock --output-reproducible --output-file exports/sbom.json

clean: ## remove the environment and every cache; the database and the exports stay
	@rm -rf $(VENV) *.egg-info build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find roadmap tests -name __pycache__ -type d -prune -exec rm -rf {} +

# This fails where a translation loses a placeholder of its sentence.
%.mo: %.po | $(VENV)/.package
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale $(word 3,$(subst /, ,$@))

packages:
	@.ci/system-packages run

test-packages:
	@.ci/system-packages test

$(VENV)/.made: | packages
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11")'
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.runtime: requirements-build.lock requirements.lock $(VENV)/.made | packages
	@echo "Installing the locked Python packages into $(VENV)"
	@$(INSTALL) --require-hashes -r requirements-build.lock
	@$(INSTALL) --require-hashes -r requirements.lock
	@touch $@

# No index: the package itself needs nothing that the locks have not brought.
$(VENV)/.package: setup.cfg pyproject.toml $(VENV)/.runtime
	@$(INSTALL) --no-index --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.package
	@echo "Installing the locked Python packages for development into $(VENV)"
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@
