# From Surprise to Gradient. `make` alone lists the targets.
# Needs make, sh, git and Python 3.11 or newer; everything else comes from the lock files.

.POSIX:
.NOTPARALLEL:

# Yours to override: make PYTHON=python3.12 setup, make PYTEST_ARGS='-k softmax' test
PYTHON      ?= python3
PYTEST_ARGS ?= -n logical --dist worksteal
LOCK_ARGS   ?=
LAB_ARGS    ?=
TORCH       ?= torch==2.13.0

# What makes the zip of the site, the PDFs, the EPUB and the slides
DIST_CMD     = $(BIN)/python -m book._tools.dist

VENV   = .venv
BIN    = $(VENV)/bin
PARITY = .venv-parity
BOOK   = build/book
HTML   = $(BOOK)/_build/html
PLAIN  = build/sphinx

# Node.js from the system if it has one, else the one in .venv
WITH_NODE = PATH="$$PATH:$$PWD/$(BIN)"

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

setup: ## make .venv and node_modules from the lock files; a second run does nothing
	@[ -x $(BIN)/python ] || { \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    echo 'make: "$(PYTHON)" is missing or older than Python 3.11, which this project needs.' >&2; \
	    echo '      If you have a newer one, name it: make PYTHON=python3.12 setup' >&2; \
	    exit 1; }; \
	  echo 'setup: making $(VENV)'; \
	  $(PYTHON) -m venv --clear $(VENV) || { \
	    rm -rf $(VENV); \
	    echo 'make: $(PYTHON) cannot make a virtual environment.' >&2; \
	    echo '      On Debian and Ubuntu install the package python3-venv.' >&2; \
	    exit 1; }; }
	@cmp -s requirements.lock $(VENV)/lock.stamp || { \
	  echo 'setup: installing what requirements.lock names' && \
	  awk '/^[a-z]/ { on = /^uv==/ } on && !/#/' requirements.lock > $(VENV)/uv.txt && \
	  $(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps \
	    --require-hashes -r $(VENV)/uv.txt && \
	  $(BIN)/uv pip install -q --system-certs --python $(BIN)/python --compile-bytecode \
	    --require-hashes -r requirements.lock && \
	  cp requirements.lock $(VENV)/lock.stamp; }
	@cmp -s pyproject.toml $(VENV)/project.stamp || { \
	  echo 'setup: installing $(BIN)/autograder' && \
	  $(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e . && \
	  cp pyproject.toml $(VENV)/project.stamp; }
	@[ ! -f package.json ] || cmp -s package-lock.json node_modules/lock.stamp || { \
	  echo 'setup: installing what package-lock.json names' && \
	  $(WITH_NODE) NODE_USE_SYSTEM_CA=1 \
	    npm ci --ignore-scripts --loglevel=error && \
	  cp package-lock.json node_modules/lock.stamp; }

# Nothing is built that did not change; book/_tools/build.py knows what is made of what.
book: setup ## build the book, if anything in it changed
	@$(WITH_NODE) $(BIN)/python -m book._tools.build

# Fetched once from the registries of npm and Python, and checked against the hashes of the lock
# files. LAB_ARGS='--wheels FILE' takes the wheels from a folder or zip instead.
lab: setup ## fetch Python for the page, so that the book is built with the lab in it
	$(WITH_NODE) NODE_USE_SYSTEM_CA=1 $(BIN)/python -m book._tools.lab $(LAB_ARGS)

serve: ## serve the built book on this machine, for browsers that read no files from disk
	$(BIN)/python -m http.server --directory $(HTML) --bind 127.0.0.1 8000

sphinx: setup ## build the same pages by plain Sphinx, without Jupyter Book, into build/sphinx
	@mkdir -p build
	$(BIN)/python -m book._tools.execute
	MATPLOTLIBRC="$$PWD/book/matplotlibrc" $(WITH_NODE) \
	  $(BIN)/sphinx-build -n -W --keep-going -d $(PLAIN)/doctrees . $(PLAIN)/html

release: setup ## make assignments/ from solutions/
	$(BIN)/autograder release

demo: sample book ## the whole way once: the sample class released and graded, then the book

sample: setup release ## grade the sample class, and print its table
	$(BIN)/python examples/demo.py

test: book ## run the tests (PYTEST_ARGS='-k softmax' chooses)
	$(WITH_NODE) $(BIN)/python -m pytest $(PYTEST_ARGS)

# PyTorch is not in the lock: its builds differ by system, and a locked one brings gigabytes of
# CUDA. It goes into an environment of its own that sees all of .venv, so nothing is doubled.
parity: setup ## compare the references with PyTorch, in .venv-parity
	@want="$(TORCH), $$($(BIN)/python -V)"; \
	[ "$$want" = "$$(cat $(PARITY)/torch.stamp 2>/dev/null)" ] || { \
	  echo "parity: installing $(TORCH) into $(PARITY)"; \
	  where='import sysconfig; print(sysconfig.get_path("purelib"))'; \
	  $(BIN)/python -m venv --clear $(PARITY) && \
	  $(BIN)/python -c "$$where" > $(PARITY)/course.pth && \
	  mv $(PARITY)/course.pth "$$($(PARITY)/bin/python -c "$$where")" && \
	  $(PARITY)/bin/python -m pip install -qq --disable-pip-version-check '$(TORCH)' && \
	  echo "$$want" > $(PARITY)/torch.stamp || { \
	    echo 'make: no $(TORCH) could be installed for this Python and system, so parity was not' >&2; \
	    echo '      tested. Try another: make TORCH=torch==VERSION parity' >&2; \
	    exit 1; }; }
	$(PARITY)/bin/python -m pytest tests/parity -q $(PYTEST_ARGS)

coverage: setup ## which lines of the engine its tests do not reach
	$(BIN)/python -m pytest tests/autograder tests/examples -q --cov --cov-report=term:skip-covered \
	  $(PYTEST_ARGS)

translations: setup ## what other languages still lack: missing, stale, orphaned, unfaithful
	$(BIN)/python -m autograder.translations

editions: setup ## where the book's other editions are not in step with the English one
	$(BIN)/python -m book._tools.editions

zh-status: setup ## the same for the Chinese edition alone
	$(BIN)/python -m book._tools.editions zh

lint: setup ## run every check of .pre-commit-config.yaml on every tracked file
	$(BIN)/pre-commit run --all-files --show-diff-on-failure

lock: setup ## bring requirements.lock up to pyproject.toml (LOCK_ARGS=--upgrade: newest versions)
	$(BIN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
	  --fork-strategy fewest --generate-hashes --custom-compile-command 'make lock' \
	  --system-certs --quiet $(LOCK_ARGS) -o requirements.lock
	@if grep -n '://' requirements.lock; then \
	  echo 'make: requirements.lock names an address; a lock names versions and hashes only.' >&2; \
	  exit 1; \
	fi

dist: setup book ## the site as a zip, PDFs, an EPUB, slides
	$(WITH_NODE) $(DIST_CMD)

clean: ## remove build/ and caches; grades/, .venv and node_modules stay
	rm -rf build .hypothesis
	find autograder bench book examples solutions tests -name __pycache__ -prune -exec rm -rf {} +

.PHONY: help setup book sphinx lab serve release demo sample test parity coverage translations \
  editions zh-status lint lock dist clean
