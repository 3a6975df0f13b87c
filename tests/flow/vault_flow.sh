# The key decides: without the right one nothing opens, and without it no name or number
# is anywhere in the files.

"$V" init 2>init.txt
[ "$(stat -c %a vindplaats.db.key)" = 600 ] || fail "the key has mode $(stat -c %a vindplaats.db.key)"
[ "$(stat -c %a vindplaats.db)" = 600 ] || fail "the database has mode $(stat -c %a vindplaats.db)"
ok "init makes the key and the database with mode 0600"
cp vindplaats.db before.db; cp vindplaats.db.key before.key
expect 73 E1006 "already" -- "$V" init
expect 73 E1006 "already" -- "$V" init --db sqlite:other.db --key vindplaats.db.key
[ ! -e other.db ] || fail "a refused init left a database behind"
cmp -s vindplaats.db before.db && cmp -s vindplaats.db.key before.key || fail "init changed files"
ok "init replaces nothing"

"$V" debug write 3 >ids.txt
id=$(head -1 ids.txt)

# missing, wrong, too widely readable, damaged
expect 78 E2001 "No such file" "hint" -- "$V" verify --key missing.key
"$V" init --db sqlite:second.db 2>/dev/null
expect 78 E2001 "of another database" -- "$V" verify --key second.db.key
expect 78 E2001 "of another database" -- "$V" debug write 1 --key second.db.key
expect 78 E2001 "of another database" -- "$V" restore second.db --db sqlite:third.db --key vindplaats.db.key
[ ! -e third.db ] || fail "a refused restore left a database behind"
for mode in 644 640 604; do
    chmod $mode vindplaats.db.key
    expect 78 E2001 "mode 0$mode" "chmod 600" -- "$V" person show "$id"
    expect 78 E2001 "mode 0$mode" -- "$V" debug write 1
done
chmod 600 vindplaats.db.key
sed 's/^key ./key x/' vindplaats.db.key >damaged.key; chmod 600 damaged.key
expect 78 E2001 "damaged" -- "$V" verify --key damaged.key
[ "$("$V" verify | sed -n 's/^audit_rows //p')" = 3 ] || fail "a refused command wrote"
ok "a refused key writes nothing"

# what identifies is nowhere in the files: in no script, encoding or part
names=$ROOT/tests/fixtures/store_names.txt
{ tr '\t' '\n' <"$names"; cut -f5 "$names" | tr -d '.-'; cut -f9 "$names" | tr ' ' '\n' |
    awk 'length >= 6'; echo Proefpersoon; } | sort -u >needles.txt
[ "$(wc -l <needles.txt)" -ge 80 ] || fail "too few names to look for"
hex() { xxd -p | tr -d '\n'; }
while IFS= read -r text; do
    for encoding in UTF-8 UTF-16LE UTF-16BE UTF-32LE; do
        printf %s "$text" | iconv -f UTF-8 -t $encoding | hex; echo
    done
    printf %s "$text" | base64 -w 0 | cut -c 1-12 | tr -d '\n' | hex; echo
done <needles.txt >needles.hex
sed -n 's/^key //p' vindplaats.db.key | tee >(xxd -r -p | hex >>needles.hex) | tr -d '\n' | hex >>needles.hex
search() { # FILE...: is any needle in them
    local file
    for file in "$@"; do hex <"$file" >file.hex; grep -qFf needles.hex file.hex && return 0; done
    return 1
}
# the search must be able to find, in each encoding
for encoding in UTF-8 UTF-16LE UTF-16BE; do
    { head -c 999 /dev/zero; printf %s "Шевченко" | iconv -t $encoding; } >planted.bin
    search planted.bin || fail "the search does not find what was planted ($encoding)"
done
head -c 99999 /dev/urandom >random.bin
! search random.bin || fail "the search finds what is not there"

# a writer that holds the journal open while we look at it
"$V" debug write --names "$names" 1000000 >ack.txt 2>/dev/null &
writer=$!
for _ in $(seq 100); do [ "$(wc -l <ack.txt)" -ge 60 ] && break; sleep 0.05; done
kill -9 $writer; wait $writer 2>/dev/null || true
[ -s vindplaats.db-wal ] || fail "there is no journal to look in"
cp vindplaats.db-wal journal.bin
"$V" backup copy.db 2>backup.txt
grep -qF "is not in it" backup.txt || fail "backup does not say that the key is not in it"
for file in vindplaats.db journal.bin copy.db; do
    ! search "$file" || fail "a name, a number or the key stands in $file"
done
"$V" verify >/dev/null # and when the journal has gone into the database
! search vindplaats.db || fail "a name stands in the database"
ok "$(wc -l <needles.txt) names and numbers, $(wc -l <needles.hex) ways of writing them: none in database, journal and backup"
# and yet they are there, for who has the key and says why
named=$(sed -n 5p ack.txt)
"$V" person show "$named" --identity --reason test >shown.txt
"$V" person show "$named" | grep -q family_name && fail "identity without asking"
cut -f2 "$names" | grep -qxF "$(sed -n 's/^family_name //p' shown.txt)" || fail "the name did not come back"
expect 64 E1001 "--reason" -- "$V" person show "$named" --identity
ok "a name comes back for the key and a reason"

# erasing
expect 64 E1001 "--reason" -- "$V" person erase "$named"
"$V" person show "$named" >countable.txt
expect 0 "destroyed" -- "$V" person erase "$named" --reason "asked by the person"
expect 66 E2003 "erased" -- "$V" person show "$named" --identity --reason test
"$V" person show "$named" >after.txt
diff <(grep -v ^identity countable.txt) <(grep -v ^identity after.txt) || fail "countable facts changed"
grep -qx "identity erased" after.txt || fail "it does not say that identity was erased"
expect 66 E2003 "already" -- "$V" person erase "$named" --reason again
expect 66 E1005 "no person" -- "$V" person erase 01900000-0000-7000-8000-000000000000 --reason x
expect 65 E1003 -- "$V" person show not-an-id
"$V" verify --deep >verify.txt || { cat verify.txt >&2; fail "defects after erasing"; }
ok "erased: who it was is gone, what was counted stays, everything verifies"
