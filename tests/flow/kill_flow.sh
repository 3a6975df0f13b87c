# kill -9 at a random moment during acknowledged writes, KILL_ROUNDS times (200 unless
# told): after each, the database opens, verifies, and holds every person whose commit was
# acknowledged. It proves that a dead process loses nothing; a dead machine is the promise
# of synchronous = FULL, which no script can test.
rounds=${KILL_ROUNDS:-200}
RANDOM=20260101
"$V" init 2>/dev/null
: >acknowledged.txt
mkfifo acks
in_the_middle=0
for round in $(seq "$rounds"); do
    "$V" debug write 1000000 >acks 2>writer.txt &
    writer=$!
    exec 8<acks
    : >ack.txt
    if [ $((round % 8)) = 0 ]; then # in its first breath
        sleep "0.$(printf %03d $((RANDOM % 60)))"
    else # after so many acknowledged writes, and a moment more
        for _ in $(seq $((RANDOM % 12 + 1))); do
            read -r -t 20 line <&8 || break
            echo "$line" >>ack.txt
        done
        [ -s ack.txt ] || fail "round $round: the writer does not write: $(cat writer.txt)"
        in_the_middle=$((in_the_middle + 1))
        sleep "0.00$((RANDOM % 10))"
    fi
    kill -9 $writer 2>/dev/null || fail "round $round: the writer ended by itself: $(cat writer.txt)"
    wait $writer 2>/dev/null || true
    cat <&8 >>ack.txt # what it acknowledged while we were not reading
    exec 8<&-
    # a line cut by the kill was not read by anybody; a whole line counts
    grep -E '^[0-9a-f-]{36}$' ack.txt >>acknowledged.txt || true
    "$V" person list --limit 100000000 >list.txt 2>err.txt ||
        { cat err.txt >&2; fail "round $round: does not open"; }
    tail -n +2 list.txt | cut -d, -f1 | sort >stored.txt
    sort -o acknowledged.txt acknowledged.txt
    lost=$(comm -23 acknowledged.txt stored.txt | wc -l)
    [ "$lost" = 0 ] || fail "round $round: $lost acknowledged persons are lost"
    # the chain, the sums and the seals, every tenth time: they cost the most
    if [ $((round % 10)) = 0 ] || [ "$round" = "$rounds" ]; then
        "$V" verify >verify.txt 2>&1 || { cat verify.txt >&2; fail "round $round: defects"; }
    fi
    # half a person would miss one of its facts
    tail -n +2 list.txt | tr -d '\r' | cut -d, -f3- | sort -u >shapes.txt
    [ ! -s stored.txt ] || [ "$(cat shapes.txt)" = "sealed,2,1,1,2" ] ||
        fail "round $round: half a write: $(cat shapes.txt)"
done
n=$(wc -l <acknowledged.txt)
[ "$n" -gt "$rounds" ] || fail "only $n persons were written"
ok "$rounds kills, $in_the_middle of them after a first commit: $n acknowledged persons, none lost, none half"
