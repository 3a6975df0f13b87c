# A day that goes wrong, from the backup of the evening to the work of the next morning;
# and words on the command line that are not understood.

"$V" init 2>/dev/null
"$V" debug write 10 >first.txt

# a backup while somebody writes: it is whole, and the writing goes on
"$V" debug write 1000000 >second.txt & writer=$!
for _ in $(seq 100); do [ "$(wc -l <second.txt)" -ge 50 ] && break; sleep 0.05; done
acknowledged=$(wc -l <second.txt)
expect 0 "verified" "head" "is not in it" -- "$V" backup evening.db
sleep 0.2
[ "$(wc -l <second.txt)" -gt "$acknowledged" ] || fail "the writer stood still"
kill -9 $writer; wait $writer 2>/dev/null || true
[ "$(stat -c %a evening.db)" = 600 ] || fail "the backup has mode $(stat -c %a evening.db)"
expect 73 E1006 "already" -- "$V" backup evening.db
expect 66 E1005 -- "$V" backup no/such/folder/copy.db

# the database is damaged: verify says so and the exit status tells a script
cp vindplaats.db damaged.db
"$V" verify >/dev/null
size=$(stat -c %s vindplaats.db)
dd if=/dev/urandom of=damaged.db bs=4096 seek=$((size / 8192)) count=2 conv=notrunc 2>/dev/null
expect 65 E3005 -- "$V" verify --db sqlite:damaged.db --key vindplaats.db.key
expect 65 E3005 -- "$V" restore damaged.db --db sqlite:new.db --key vindplaats.db.key
[ ! -e new.db ] || fail "a damaged backup was restored"

# restore never replaces; with the old one gone it puts the evening back, all of it
expect 73 E1006 "already" -- "$V" restore evening.db
mkdir away; mv vindplaats.db* away/; mv away/vindplaats.db.key .
expect 0 "restored" -- "$V" restore evening.db
"$V" person list --limit 1000000 | tail -n +2 | cut -d, -f1 | sort >restored.txt
sort first.txt <(head -n "$acknowledged" second.txt) | comm -23 - restored.txt >lost.txt
[ ! -s lost.txt ] || fail "$(wc -l <lost.txt) persons of before the backup are not in it"
"$V" debug write 5 >third.txt
"$V" verify --deep >verify.txt || { cat verify.txt >&2; fail "defects after restoring"; }
[ "$(sed -n 's/^sealed_opened //p' verify.txt)" -ge 100 ] || fail "nothing was opened"
ok "$(wc -l <restored.txt) persons restored, everything verifies, work goes on"

# altered by hand behind the program's back, in a way the engine thinks is fine
cp vindplaats.db forged.db
alter="UPDATE attribute SET value = 'm' WHERE value = 'f' AND person = (SELECT min(person) FROM attribute)"
if command -v sqlite3 >/dev/null; then sqlite3 forged.db "$alter"; else
    python3 -c "import sqlite3,sys; c=sqlite3.connect('forged.db'); c.execute(sys.argv[1]); c.commit()" "$alter"; fi
expect 65 E3005 "a row of attribute was altered" -- "$V" verify --db sqlite:forged.db --key vindplaats.db.key

# words that are not understood
expect 64 E1001 "expected a command" -- "$V"
expect 64 E1001 "did you mean: vindplaats verify?" -- "$V" verfiy
expect 64 E1001 "did you mean --deep?" -- "$V" verify --depe
expect 64 E1001 "needs a value" -- "$V" verify --key
expect 64 E1001 "given twice" -- "$V" verify --deep --deep
expect 64 E1001 "takes no value" -- "$V" verify --deep=yes
expect 64 E1001 "too few arguments" "usage: vindplaats backup FILE" -- "$V" backup
expect 64 E1001 "too many arguments" -- "$V" verify now
expect 64 E1001 "--lang nl, fr or en" -- "$V" verify --lang de
expect 65 E1003 "--limit" -- "$V" person list --limit many
expect 0 "vindplaats " -- "$V" --version
