# Everything here is a short way to say a longer command. Needs Python 3.11 or newer and make; uses uv when it is there.

VENV := .venv
BIN := $(VENV)/bin
REQUIREMENTS := requirements.txt requirements-server.txt
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)

# Only for looking at the settings as an installation on the internet would have them.
AS_DEPLOYED := SITE_URL=https://portal.example SECRET_KEY=$$(printf '%s-' a secret only for this check 0123456789 0123456789) \
	LINK_KEY=$$(printf '%s-' a link key only for this check 0123456789 0123456789) \
	DATABASE_URL=postgresql://portal@db.example/portal REDIS_URL=redis://redis.example/0

.DEFAULT_GOAL := help
.PHONY: help run test check fmt demo messages bench torture python

help: ## show these words
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.for-running ## start the portal; PORT=8001 for another port, DEMO=no to begin empty
	@$(BIN)/python manage.py up

test: $(VENV)/.for-testing ## run the whole suite; ARGS="-k word" for a part of it
	@$(BIN)/python -m pytest $(or $(ARGS),-n auto --maxprocesses 8 --dist loadfile)

check: $(VENV)/.for-testing ## lint, types, import contracts, templates, migrations, translations, deployment
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/python -m feedback_portal.embedded $(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py messages --check
	$(AS_DEPLOYED) $(BIN)/python manage.py check --deploy --fail-level WARNING

fmt: $(VENV)/.for-testing ## put the code in its usual shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

demo: $(VENV)/.for-running ## fill an empty portal with the demo; ARGS="--rejections 10000" for more
	@$(BIN)/python -m feedback_portal.embedded $(BIN)/python manage.py demo $(ARGS)

messages: $(VENV)/.for-running ## collect every text into locale/ for the translators
	@$(BIN)/python manage.py messages

bench: $(VENV)/.for-testing ## measure the sweep and the lists with a million rejections, and a booking beside its floor
	@$(BIN)/python -m pytest -m bench -p no:randomly -s $(ARGS)

torture: $(VENV)/.for-testing ## the long kills: servers, workers and clock die at random, no promise may be lost
	@$(BIN)/python -m pytest -m torture -p no:randomly -s $(ARGS)

# The environment is renewed only when the requirements changed.
$(VENV)/.for-running: $(REQUIREMENTS) | $(BIN)/python
	@$(call install,requirements.txt)
	@touch $@

$(VENV)/.for-testing: $(REQUIREMENTS) requirements-dev.txt | $(BIN)/python
	@$(call install,requirements-dev.txt)
	@touch $(VENV)/.for-running $@

# Debian's Python may lack ensurepip; then pip works on the environment from outside.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and was not found. Name one: make $(MAKECMDGOALS) PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $(PYTHON) is older."; exit 1; }
	@echo "Making the environment in $(VENV) with $$($(PYTHON) --version)"
	@if command -v uv >/dev/null; then uv venv --quiet --python $(PYTHON) $(VENV); \
	else $(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || $(PYTHON) -m venv --clear --without-pip $(VENV); fi

define install
echo "Installing $(1); this takes a minute"; \
if command -v uv >/dev/null; then uv pip install --python $(BIN)/python -r $(1); \
elif test -x $(BIN)/pip; then $(BIN)/python -m pip install --disable-pip-version-check -r $(1); \
else $(PYTHON) -m pip --python $(BIN)/python install --disable-pip-version-check -r $(1); fi
endef
