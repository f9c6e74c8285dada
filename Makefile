.DEFAULT_GOAL := help
.PHONY: help run check test test-postgres elasticsearch bench drill requirements catalogue
SHELL := /bin/bash
PY := .venv/bin/python

help: ## Show these commands
	@grep -hE '^[a-z-]+:.*## ' Makefile | awk -F ':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

run: ## Start the site with its worker on 127.0.0.1:$PORT (8000)
	@bin/run

check: ## The quick part of the tests: format, lint, types, unit tests
	@bin/check quick

test: ## Everything: checks, the whole suite, browser, PostgreSQL, Elasticsearch
	@bin/check full

test-postgres: ## The suite on a PostgreSQL server started for it
	@bin/install dev && bin/with-postgres .venv/bin/pytest -n 2 -m "database and not browser and not elasticsearch and not wordpress"

elasticsearch: ## Start an Elasticsearch node for development
	@bin/install dev && $(PY) -m tests.elasticsearch.node

bench: ## Measure: prints tables; XQUAD=folder in BEIR form adds the quality of search
	@bin/install dev && $(PY) -m bench.search $(if $(XQUAD),--xquad $(XQUAD)) && $(PY) -m bench.kits && $(PY) -m bench.portal

drill: ## What takes long: DRILLS="pythons debian13" some of it, else all
	@bin/install dev && $(PY) -m bench.drill $(DRILLS)

requirements: ## Compile the hashed requirements anew from pyproject.toml
	@bin/compile-requirements

catalogue: ## Bring the Vietnamese catalogue of the admin up to date
	@$(PY) bin/admin_catalogue.py
