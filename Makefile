# What there is to do in this project; `make help` lists it. Every target makes what it needs first.
PYTHON ?= python3
SPEC ?= $(firstword $(wildcard spec.yaml) examples/keyvalue/spec.yaml)
# where a main.tf was printed, it is planned there
OUT ?= $(if $(wildcard main.tf),.,build/$(notdir $(patsubst %/,%,$(dir $(SPEC)))))

# tests at once: terraform waits as long as it works, so that four keep two cores busy
WORKERS ?= 4

BIN := .venv/bin
TFGEN := $(BIN)/tfgen
PYTEST := $(BIN)/pytest --dist loadgroup --no-loadscope-reorder
# last: what the machine has wins over what make fetches
export PATH := $(PATH):$(CURDIR)/.terraform-bin
export TFGEN_CHECKOV ?= $(CURDIR)/.venv-checkov/bin/checkov
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help demo plan test quick test-long lint golden pictures gitops changes provider-schema iam-actions bench lock clean terraform

help: ## list what there is to do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "%-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .venv/ready .venv-checkov/ready terraform ## render, check, plan, price and rehearse examples/keyvalue, without an account
	$(TFGEN) plan examples/keyvalue/spec.yaml -o build/keyvalue --emulated
	$(TFGEN) cost examples/keyvalue/spec.yaml --usage examples/keyvalue/usage.yaml
	$(TFGEN) rehearse examples/keyvalue/spec.yaml
	@printf '\nNow lose a region yourself, on a map:\n  %s\n' '$(TFGEN) play examples/keyvalue/spec.yaml'

plan: .venv/ready .venv-checkov/ready terraform ## render, check and plan SPEC=… into OUT=… with your AWS credentials
	$(TFGEN) plan $(SPEC) -o $(OUT) $(PLANFLAGS)

quick: .venv/ready ## the unit tests: no program, no emulator, no browser
	$(PYTEST) -q -n auto --maxprocesses 4 tests/unit

test: .venv/ready .venv-checkov/ready terraform ## every test, with the real terraform and checkov
	$(PYTEST) -n $(WORKERS) --hypothesis-profile=ci --durations=20

test-long: .venv/ready .venv-checkov/ready terraform ## the properties and the kills, with many examples, other ones in each run
	TFGEN_TEST_KILLS=70 $(PYTEST) -n $(WORKERS) --hypothesis-profile=long -m "hypothesis or drawn" --durations=20

lint: .venv/ready ## ruff, mypy, terraform fmt
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	if command -v terraform >/dev/null; then terraform fmt -check -recursive modules; fi

golden: .venv/ready ## write the examples' trees, the expected findings and the generated pages anew
	$(BIN)/python -m tests.golden

pictures: .venv/ready terraform ## play examples/keyvalue and take docs/pictures/play-*.webp of it, and map-*.webp of its page (Chromium; four minutes)
	$(BIN)/python -m tests.pictures
	$(BIN)/python -m tests.map_picture

gitops: .venv/ready terraform ## walk from a pull request to every region, and write docs/gitops.md of it (four minutes)
	$(BIN)/python -m tests.walk

plans: .venv/ready terraform ## record the plans of tests/cases/plans anew (ten minutes; SECTION=… records actions, others, stacks or written)
	$(BIN)/python -m tests.plans $(SECTION)

changes: .venv/ready terraform ## try every change of a spec on a stack that stands, for docs/changes.md (half an hour; SECTION=… tries one)
	$(BIN)/python -m tests.changes $(if $(SECTION),"$(SECTION)")

provider-schema: .venv/ready terraform ## write the schemas of the AWS provider 5 (by terraform) and 6 (by its bindings, 70 MB) anew
	$(BIN)/python -m tests.provider_schema

iam-actions: .venv/ready ## write the list of AWS's actions anew (npm, 1 MB)
	$(BIN)/python -m tests.iam_actions

bench: .venv/ready .venv-checkov/ready terraform ## ratios against peers, interleaved
	$(BIN)/python -m benchmarks.run
	$(BIN)/python -m benchmarks.peers
	$(BIN)/python -m benchmarks.front_door

lock: .venv/ready ## resolve the locked versions anew
	$(BIN)/uv pip compile -q -U pyproject.toml --all-extras --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -o requirements/dev.txt
	$(BIN)/uv pip compile -q -U requirements/checkov.in --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -o requirements/checkov.txt

clean: ## remove what these targets made
	rm -rf .venv .venv-checkov .terraform-bin build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

terraform: # fetched where neither terraform nor tofu is on PATH, nor one named by TFGEN_TERRAFORM
	@$(PYTHON) requirements/terraform.py

.venv/ready: requirements/dev.txt pyproject.toml
	@$(PYTHON) requirements/python.py
	@echo "installing tfgen into .venv (a minute)"
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements/dev.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv-checkov/ready: requirements/checkov.txt
	@$(PYTHON) requirements/python.py
	@echo "installing checkov into .venv-checkov (a minute)"
	$(PYTHON) -m venv .venv-checkov
	.venv-checkov/bin/pip install --quiet --require-hashes -r requirements/checkov.txt
	@touch $@
