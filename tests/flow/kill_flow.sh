# kill -9 at a random moment during acknowledged writes, KILL_ROUNDS times (200 unless
# told): after each, the database opens, verifies, and holds every person whose commit was
# acknowledged. It proves that a dead process loses nothing; a dead machine is the promise
# of synchronous = FULL, which no script can test. Two lanes, each with a database of its
# own, share the rounds.
lanes=2
rounds_of_a_lane=$(((${KILL_ROUNDS:-200} + lanes - 1) / lanes))
rounds=$((lanes * rounds_of_a_lane))

# The writer is running as $writer and writes to acks. Kills it in its first breath, or
# after so many acknowledged writes and a moment more; ack.txt gets what it acknowledged.
kill_writer() { # round
    local line
    exec 8<acks
    : >ack.txt
    if [ $(($1 % 8)) = 0 ]; then
        sleep "0.$(printf %03d $((RANDOM % 60)))"
    else
        for _ in $(seq $((RANDOM % 12 + 1))); do
            read -r -t 20 line <&8 || break
            echo "$line" >>ack.txt
        done
        [ -s ack.txt ] || fail "round $1: the writer does not write: $(cat writer.txt)"
        in_the_middle=$((in_the_middle + 1))
        sleep "0.00$((RANDOM % 10))"
    fi
    kill -9 "$writer" 2>/dev/null || fail "round $1: the writer ended by itself: $(cat writer.txt)"
    wait "$writer" 2>/dev/null || true
    cat <&8 >>ack.txt # what it acknowledged while we were not reading
    exec 8<&-
}

# Everything acknowledged is there, and nothing is there by half.
check_stored() { # round last
    local lost
    # a line cut by the kill was not read by anybody; a whole line counts
    grep -E '^[0-9a-f-]{36}$' ack.txt >>acknowledged.txt || true
    "$V" person list --limit 100000000 >list.txt 2>err.txt ||
        { cat err.txt >&2; fail "round $1: does not open"; }
    tail -n +2 list.txt | cut -d, -f1 | sort >stored.txt
    sort -o acknowledged.txt acknowledged.txt
    lost=$(comm -23 acknowledged.txt stored.txt | wc -l)
    [ "$lost" = 0 ] || fail "round $1: $lost acknowledged persons are lost"
    # the chain, the sums and the seals, every tenth time: they cost the most
    if [ $(($1 % 10)) = 0 ] || [ "$1" = "$2" ]; then
        "$V" verify >verify.txt 2>&1 || { cat verify.txt >&2; fail "round $1: defects"; }
    fi
    # half a person would miss one of its facts
    tail -n +2 list.txt | tr -d '\r' | cut -d, -f3- | sort -u >shapes.txt
    [ ! -s stored.txt ] || [ "$(cat shapes.txt)" = "sealed,2,1,1,2" ] ||
        fail "round $1: half a write: $(cat shapes.txt)"
}

lane() { # number rounds
    local round in_the_middle=0
    writer= # not local: the trap looks at it
    trap '[ -z "$writer" ] || kill -9 "$writer" 2>/dev/null || true' EXIT
    mkdir "lane$1" && cd "lane$1" || fail "lane $1 has no folder"
    RANDOM=2026010$1
    "$V" init 2>err.txt || { cat err.txt >&2; fail "init"; }
    : >acknowledged.txt
    mkfifo acks
    for round in $(seq "$2"); do
        "$V" debug write 1000000 >acks 2>writer.txt &
        writer=$!
        kill_writer "$round"
        check_stored "$round" "$2"
    done
    echo "$in_the_middle" >in_the_middle.txt
}

running=() failed=0
for number in $(seq $lanes); do
    lane "$number" "$rounds_of_a_lane" &
    running+=($!)
done
for pid in "${running[@]}"; do wait "$pid" || failed=1; done
[ $failed = 0 ] || fail "in a lane; its reason stands above"
n=$(cat lane*/acknowledged.txt | wc -l)
in_the_middle=$(($(cat lane*/in_the_middle.txt | paste -sd+ -)))
[ "$n" -gt "$rounds" ] || fail "only $n persons were written"
ok "$rounds kills, $in_the_middle of them after a first commit: $n acknowledged persons, none lost, none half"
