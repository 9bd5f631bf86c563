# Hetiao: everything starts here. `make help` lists what there is.
PHASE := scripts/phase.sh

.DEFAULT_GOAL := help
.PHONY: help demo run test bench simulate screenshots third-party

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

demo: ## build and start the synthetic city on a fresh data folder (address and logins are printed)
	@$(PHASE) "looking for what the build needs" scripts/install-packages.sh demo
	@$(PHASE) "building hetiao (the first time takes several minutes)" cargo build --locked --package hetiao
	@target/debug/hetiao demo --data demo-data

run: ## build and start an empty office
	@$(PHASE) "looking for what the build needs" scripts/install-packages.sh demo
	@$(PHASE) "building hetiao (the first time takes several minutes)" cargo build --locked --package hetiao
	@target/debug/hetiao serve

test: ## everything: format, house rules, clippy, tests on both databases, browser, crash test
	@scripts/test.sh

bench: ## how fast it is on both databases: intake, desk, list, search, case page
	@scripts/bench.sh

simulate: ## a million agreements lived day by day: no window closes without its package and its reminders
	@$(PHASE) "looking for what the build needs" scripts/install-packages.sh demo
	@$(PHASE) "building hetiao" cargo build --locked --package hetiao
	@target/debug/hetiao simulate

screenshots: ## pictures of the desk, the case page and the phone view into docs/screenshots
	@$(PHASE) "looking for what the pictures need" scripts/install-packages.sh test
	@$(PHASE) "packages of the browser tests" scripts/npm-ci.sh tests/browser
	@$(PHASE) "building hetiao" cargo build --locked --package hetiao
	@$(PHASE) "taking the pictures" node scripts/screenshots.mjs

third-party: ## write THIRD-PARTY.md anew
	@cargo xtask third-party
