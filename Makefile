# Everything that is needed is installed here; a Python of 3.11 or later is all that is taken as given
# (and Go, where Pulumi's engine has to be built because it can't be downloaded).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

# Byte code that isn't kept is compiled anew by each of the many processes of a preview: with it a
# tenant's preview takes a third of the time.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help up down test check format bench lock engine

help: ## Show this help
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

up: engine ## Start the local stage and deploy the foundation and all tenants to it
	@$(BIN)/kyotsu local up

down: $(INSTALLED) ## Stop the local stage (its state goes with the emulator)
	@$(BIN)/kyotsu local down

test: $(INSTALLED) ## Run all tests; those that need the engine or Chromium are left out, loudly, without it
	@$(BIN)/python -m localcloud.engine ensure || test "$$CI" != true
	@$(BIN)/python -m tests.browser.chromium || test "$$CI" != true
	@$(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

check: $(INSTALLED) ## Check format, lint, types, the direction of imports, and the workflows
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/basedpyright --warnings
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-actions .github/actions/*/action.yml
	@$(BIN)/zizmor --quiet --offline --strict-collection --no-progress .github

format: $(INSTALLED) ## Format the code and mend what the linter can mend
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: engine ## Measure what is claimed, and print it beside the limits
	@$(BIN)/python -m bench

lock: $(INSTALLED) ## Renew requirements.lock from pyproject.toml
	@$(BIN)/uv pip compile --quiet --upgrade --extra dev --generate-hashes --no-emit-index-url \
		--no-annotate --no-header --python-version 3.11 pyproject.toml --output-file requirements.lock

engine: $(INSTALLED)
	@$(BIN)/python -m localcloud.engine ensure

# pip installs the locked uv, uv installs the rest: hashes are checked both times.
$(INSTALLED): requirements.lock pyproject.toml
	@echo "Installing the locked dependencies into $(VENV)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > $(VENV)/uv.lock
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --require-hashes -r $(VENV)/uv.lock
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@
