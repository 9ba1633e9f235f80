# The one door: people, hooks and CI call the same targets. `make` lists them; PORT=8001 serves on another port.
PYTHON ?= python3
BIN = .venv/bin
BUILT = ledestjerne/base/static/built/.finished
MESSAGES = ledestjerne/locale/en/LC_MESSAGES/django.mo

# Behind a proxy with a certificate of its own, the system's list is the right one, also when the environment is empty.
CERTIFICATES := $(firstword $(wildcard /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem))
export UV_SYSTEM_CERTS = 1
ifneq ($(CERTIFICATES),)
export SSL_CERT_FILE ?= $(CERTIFICATES)
export PIP_CERT ?= $(CERTIFICATES)
export NODE_EXTRA_CA_CERTS ?= $(CERTIFICATES)
endif

.DEFAULT_GOAL = help
.PHONY: messages help demo run test spark check fix docs install assets lock clean

help: ## list what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: install ## install everything, fill a school with made-up data and serve it
	$(BIN)/ledestjerne demo $(if $(PORT),--port $(PORT))

run: install ## serve what is in LEDESTJERNE_HOME, and reload when code changes
	$(BIN)/ledestjerne serve --reload $(if $(PORT),--port $(PORT))

test: install ## run every test; those in a browser where there is a chromium
	$(BIN)/python -m pytest

spark: install .venv/spark ## put Spark in .venv (400 MB) and run the tests of a cluster; needs Java 17
	$(BIN)/python -m pytest -m spark -n 0 tests/indicators/distributed

check: install ## everything a machine can judge without running the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet --lint ledestjerne
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/ledestjerne check --only definitions
	$(BIN)/python scripts/generate_docs.py --check

fix: .venv/installed ## put right what a machine can put right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: .venv/installed ## write the generated pages anew and build the documentation into site/
	$(BIN)/python scripts/generate_docs.py
	$(BIN)/mkdocs build --quiet --strict

install: .venv/installed $(BUILT) $(MESSAGES) ## put the locked parts in .venv and build what browsers load

assets: $(BUILT) ## build what browsers load

.venv/bin/uv: requirements/uv.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	touch $@

.venv/installed: .venv/bin/uv requirements/dev.txt pyproject.toml
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/dev.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	touch $@

.venv/spark: .venv/installed requirements/spark.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/spark.txt
	touch $@

$(MESSAGES): $(MESSAGES:.mo=.po) | .venv/installed
	$(BIN)/python scripts/messages.py
	touch $@

messages: .venv/installed ## gather the texts of the screens anew for translation (needs GNU gettext)
	cd ledestjerne && ../$(BIN)/django-admin makemessages --locale en --no-wrap --no-location --no-obsolete --settings ledestjerne.config.settings

$(BUILT): package-lock.json scripts/assets.mjs scripts/assets.py $(wildcard ledestjerne/base/assets/*) | .venv/installed
	$(BIN)/python scripts/assets.py
	touch $@

lock: .venv/bin/uv ## lock the parts anew, with hashes
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes requirements/uv.in -o requirements/uv.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes pyproject.toml --group dev -o requirements/dev.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes pyproject.toml --extra spark -c requirements/dev.txt -o requirements/spark.txt
	npm install --package-lock-only

clean: ## throw away what was installed and built, never data
	rm -rf .venv node_modules site ledestjerne/base/static/built .mypy_cache .ruff_cache .pytest_cache
