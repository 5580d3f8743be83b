# Table of contents: what each target does is written in openness/development/.
# PORT=8000 chooses the port of `demo`, RESET=1 begins it anew, ARGS="-k word" goes to pytest.

DEVELOPMENT := @exec python3 openness/development/bootstrap.py

contents:
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' Makefile | expand -t 18

demo: ## start everything with demonstration data (PORT=, RESET=1); Ctrl-C stops it
	$(DEVELOPMENT) demo

test: ## all checks and the tests (ARGS="-k word")
	$(DEVELOPMENT) test

test-long: ## the slow tests
	$(DEVELOPMENT) test-long

bench: ## the measurements of tests/bench
	$(DEVELOPMENT) bench

fmt: ## format the code and mend what ruff can mend
	$(DEVELOPMENT) fmt

shell: ## a Django shell on the demonstration data
	$(DEVELOPMENT) shell

manage: ## a manage.py command on the running demonstration (ARGS="import_documents FOLDER --agency … --by …")
	$(DEVELOPMENT) manage

messages: ## collect new sentences into locale/en (needs xgettext)
	$(DEVELOPMENT) messages

licences: ## the licences of what is installed
	$(DEVELOPMENT) licences

audit: ## known vulnerabilities of the dependencies (needs the advisory service; without it, it fails)
	$(DEVELOPMENT) audit

smoke: ## start the demonstration beside your own, ask it one page, stop it
	$(DEVELOPMENT) smoke

.PHONY: contents demo test test-long bench fmt shell manage messages licences audit smoke
