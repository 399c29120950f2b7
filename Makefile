# Two commands matter: `make up` (install, prepare, serve, index the corpus behind the pages) and `make test`.
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
INSTALL := $(UV) pip install -q --no-config --python $(BIN)/python --link-mode=copy --compile-bytecode --no-deps
TORCH := torch==2.13.0

.PHONY: up test bench lint lock screenshots clean

up: .venv/.base
	@$(BIN)/shitagaki up

test: .venv/.test lint
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

bench: .venv/.test
	@$(BIN)/python -m evals.bench

lint: .venv/.test
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy

screenshots: .venv/.test
	@$(BIN)/python tests/screenshots.py

# The versions of requirements.lock, each file checked by its sha256. pip serves where uv does not install.
.venv/.base: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(UV) || $(BIN)/python -m pip install -q --disable-pip-version-check uv==0.13.9 || true
	@echo "部品を入れています（初回は 1 分ほどかかります）"
	@if test -x $(UV); then $(INSTALL) --require-hashes -r requirements.lock && $(INSTALL) -e .; \
	else $(BIN)/python -m pip install -q --no-deps --require-hashes -r requirements.lock && \
	     $(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .; fi
	@touch $@

# What the tests need besides: the test tools, torch (its CPU build where pip finds one), a browser and fonts.
.venv/.test: .venv/.base requirements-test.lock tests/setup.sh
	@$(INSTALL) --require-hashes -r requirements-test.lock
	@$(BIN)/python -c "import torch" 2>/dev/null || $(BIN)/python -m pip install -q --disable-pip-version-check $(TORCH)
	@bash tests/setup.sh
	@$(BIN)/shitagaki prepare
	@touch $@

# After changing pyproject.toml. The overrides keep out torch (chosen per machine), an unused server client (75 MB)
# and the plotting library of a package that is here for its font.
lock: .venv/.base
	@printf "torch; sys_platform == 'never'\nkubernetes; sys_platform == 'never'\nmatplotlib; sys_platform == 'never'\n" > .venv/overrides.txt
	@for extra in "" "-test"; do $(UV) pip compile -q pyproject.toml $${extra:+--all-extras} --no-header --no-annotate \
	  --generate-hashes --constraint requirements.lock --override .venv/overrides.txt --python-version 3.11 -o requirements$$extra.lock; done

clean:
	rm -rf .venv var .mypy_cache .pytest_cache .ruff_cache build *.egg-info
