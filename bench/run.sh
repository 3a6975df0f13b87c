#!/usr/bin/env bash
# Runs every bench and its peers, and writes docs/bench.md.
#
#   bench/run.sh BUILD [ROWS [SPELLS]]   BUILD: a release build with VINDPLAATS_BENCH=ON
#
# Peers run right after what they are compared with, on the same rows, one at a time.
# ROWS (default 10000000) and SPELLS (50000000) are the sizes at which DuckDB is asked the
# same.
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:?usage: bench/run.sh BUILD [ROWS [SPELLS]]}
rows=${2:-10000000}
spells=${3:-50000000}
work=$build/bench-work
rm -rf "$work"
mkdir -p "$work"
trap 'rm -rf "$work"' EXIT
results=$build/bench-results.jsonl
: >"$results"

step() { # NAME PROGRAM [ARGUMENT]...: its lines into the results, or a word that it is not there
    local name=$1 program=$2
    shift 2
    [ -x "$program" ] || { echo "bench: no $program in this build, $name is left out" >&2; return 0; }
    echo "bench: $name" >&2
    "$program" "$@" | tee -a "$results" >&2
}

step "cube" "$build/bench/bench_cube"
if [ -d bench/node_modules/@duckdb ]; then
    echo "bench: DuckDB, $rows rows" >&2
    "$build/bench/bench_cube" --export "$work" "$rows"
    node bench/bench_duckdb.mjs "$work" | tee -a "$results" >&2
    rm -f "$work"/*.csv
else
    echo "bench: DuckDB is not installed (tools/setup bench), left out" >&2
fi
step "find" "$build/bench/bench_find"
step "search" "$build/bench/bench_search"
step "spells" "$build/bench/bench_spells"
step "spells, SQLite" "$build/bench/bench_spells" --sqlite 1000000
if [ -d bench/node_modules/@duckdb ] && [ -x "$build/bench/bench_spells" ]; then
    echo "bench: DuckDB, $spells spells" >&2
    "$build/bench/bench_spells" --export "$work" "$spells"
    node bench/bench_duckdb_spells.mjs "$work" | tee -a "$results" >&2
    rm -rf "${work:?}"/*
fi
step "question" "$build/bench/bench_question"
step "panel load" "$build/bench/bench_load" "$work"
step "import" "$build/bench/bench_import" "$work"
step "writes" "$build/bench/bench_writes" "$work"
step "web" "$build/bench/bench_web" "$build/vindplaats" "$work" 10000 200000
step "encode" "$build/bench/bench_encode"
step "blinding" "$build/bench/bench_blind"
step "linkage, kernels" "$build/bench/bench_link"
step "linkage, bands" "$build/bench/bench_link" --bands
step "linkage, people" "$build/bench/bench_link" --people
# bench_attack takes minutes and needs the oracle folder: by hand, see its head
node bench/report.mjs "$results" >docs/bench.md.new
mv docs/bench.md.new docs/bench.md
cat docs/bench.md
