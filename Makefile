# The front door. Everything is built by CMake and Ninja under build/; this file only
# says the few words people type. `make help` lists them.
MAKEFLAGS += --no-builtin-rules --no-print-directory
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

FUZZ_SECONDS ?= 60# per fuzz target, in make fuzz and make check-all
KILL_ROUNDS ?= 1000# of the test that kills a writer, in make check-all

# Objects compiled in one clone of the tree serve another.
export CCACHE_BASEDIR := $(CURDIR)
export CCACHE_NOHASHDIR := 1

V := build/vindplaats
DEMO_DB := sqlite:run/demo.db
QUESTION := question-63-2022

.DEFAULT_GOAL := all
.PHONY: all run stop test bench check-all fuzz format format-check clean help
.PHONY: setup-run setup-test setup-check setup-bench release dev

all: release ## build the program, build/vindplaats (the default)
	@echo "built $(V); try: make run, or $(V) help"

run: release ## answer question 63 of a demonstration region, and start its server
	@tools/run_demo $(V) $(DEMO_DB) $(QUESTION)

stop: ## end the server that make run started
	@tools/serve_demo stop

test: setup-test release dev ## check the house and run every test, under ASan and UBSan
	@tools/run_tests

bench: setup-bench release ## measure against peers in the same run
	@cmake --build --preset release
	@bash bench/run.sh build/release

check-all: setup-check test ## test + clang-tidy, cppcheck, valgrind, TSan, fuzzing
	@FUZZ_SECONDS=$(FUZZ_SECONDS) KILL_ROUNDS=$(KILL_ROUNDS) tools/check_all

screens: setup-test release ## pictures of every page, into docs/screens/
	@tools/make_screens $(V)

texts: setup-run ## texts of the code into po/, and what a language lacks
	@tools/texts merge

fuzz: setup-check ## fuzz every reader of outside bytes (FUZZ_SECONDS each)
	@tools/run_fuzzers $(FUZZ_SECONDS)

format: setup-test ## write every C file as clang-format has it
	@tools/check_format --fix

format-check: setup-test ## say which C files are not as clang-format has them
	@tools/check_format

clean: ## remove build/ (the demonstration database in run/ stays)
	rm -rf build

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

setup-run setup-test setup-check setup-bench: setup-%:
	@tools/setup $*

# Ninja asks CMake again by itself when CMakeLists.txt changed, but not for the presets.
build/%/build.ninja: CMakePresets.json
	@cmake --preset $* >build-$*.log 2>&1 || { cat build-$*.log; rm -f build-$*.log; exit 1; }
	@mv build-$*.log build/$*/configure.log

release: setup-run
	@$(MAKE) -s build/release/build.ninja
	@cmake --build --preset release --target vindplaats >&2
	@ln -sfn release/vindplaats $(V)

dev: setup-test
	@$(MAKE) -s build/dev/build.ninja
	@cmake --build --preset dev
