# Disks that are read-only or full, other writers, files that are something else or half:
# a clear error, its exit status, and nothing half done.

"$V" init 2>/dev/null
"$V" debug write 20 >/dev/null
"$V" verify >before.txt
head_of() { sed -n 's/^head //p' "$1"; }
unchanged() {
    "$V" verify >after.txt 2>&1 || { cat after.txt >&2; fail "$1: it does not verify any more"; }
    [ "$(head_of before.txt)" = "$(head_of after.txt)" ] || fail "$1: something was written"
    ok "$1: nothing was written, everything verifies"
}
# A mount of our own needs a user namespace; where that is not permitted, say so.
if unshare -rm true 2>/dev/null; then mounts=yes; else
    mounts=no
    echo "skipped aloud: no mounts permitted here; modes and size limits are tried instead"
fi

# --- read-only
mkdir ro; cp vindplaats.db vindplaats.db.key ro/
if [ $mounts = yes ]; then
    expect 74 E3003 "read-only" "hint" -- unshare -rm bash -c \
        "mount --bind ro ro && mount -o remount,bind,ro ro && '$V' debug write 1 --db sqlite:ro/vindplaats.db"
    expect 74 E3003 "ead-only" -- unshare -rm bash -c \
        "mount --bind ro ro && mount -o remount,bind,ro ro && '$V' init --db sqlite:ro/new.db"
    expect 74 E3003 "ead-only" -- unshare -rm bash -c \
        "mount --bind ro ro && mount -o remount,bind,ro ro && '$V' backup ro/copy.db"
    ok "read-only was a real read-only mount"
elif [ "$(id -u)" != 0 ]; then
    chmod 400 ro/vindplaats.db; chmod 500 ro
    expect 74 E3003 "read-only" -- "$V" debug write 1 --db sqlite:ro/vindplaats.db
    chmod 700 ro
    ok "read-only was a mode, not a mount"
else
    echo "skipped aloud: read-only (root without mounts may write everywhere)"
fi
[ ! -e ro/new.db ] && [ ! -e ro/new.db.key ] && [ ! -e ro/copy.db ] || fail "left something behind"
cmp -s vindplaats.db ro/vindplaats.db || fail "the read-only copy changed"
unchanged "read-only"

# --- full, while writing, at init, during a backup
if [ $mounts = yes ]; then
    mkdir full
    # what fits is acknowledged and stays; what does not is an error and leaves no trace
    unshare -rm bash -c "mount -t tmpfs -o size=2m none full && cp vindplaats.db vindplaats.db.key full/ &&
        { '$V' debug write 100000 --db sqlite:full/vindplaats.db >ack.txt 2>err.txt; echo \$? >status.txt
          cp full/vindplaats.db stopped.db; cp full/vindplaats.db-wal stopped.db-wal 2>/dev/null; true; }"
    [ "$(cat status.txt)" = 74 ] || { cat err.txt >&2; fail "full: exit $(cat status.txt)"; }
    grep -qF E3004 err.txt && grep -qF "no room" err.txt && grep -qF hint err.txt ||
        { cat err.txt >&2; fail "full: the words"; }
    cp vindplaats.db.key stopped.db.key
    "$V" verify --db sqlite:stopped.db >verify.txt 2>&1 || { cat verify.txt >&2; fail "full: defects"; }
    [ "$(sed -n 's/^audit_rows //p' verify.txt)" = $((20 + $(wc -l <ack.txt))) ] ||
        fail "full: $(wc -l <ack.txt) acknowledged, $(grep audit_rows verify.txt)"
    [ -s ack.txt ] || fail "full: nothing was written before it was full"
    ok "full while writing: $(wc -l <ack.txt) acknowledged persons are all there, no half one"
    for left in 8 64 200; do
        expect 74 E3004 "hint" -- unshare -rm bash -c "mount -t tmpfs -o size=${left}k none full &&
            { '$V' init --db sqlite:full/new.db; s=\$?; ls -A full >left.txt; exit \$s; }"
        [ ! -s left.txt ] || { cat left.txt >&2; fail "init on a full disk left files"; }
    done
    expect 74 E3004 -- unshare -rm bash -c "mount -t tmpfs -o size=128k none full &&
        { '$V' backup full/copy.db; s=\$?; ls -A full >left.txt; exit \$s; }"
    [ ! -s left.txt ] || { cat left.txt >&2; fail "backup on a full disk left files"; }
    "$V" backup whole.db 2>/dev/null
    expect 74 E3004 -- unshare -rm bash -c "mount -t tmpfs -o size=128k none full &&
        { '$V' restore whole.db --db sqlite:full/new.db --key vindplaats.db.key; s=\$?
          ls -A full >left.txt; exit \$s; }"
    [ ! -s left.txt ] || { cat left.txt >&2; fail "restore on a full disk left files"; }
    ok "full was a real small disk"
fi
# a size limit on files, which every system has
cp vindplaats.db limited.db; cp vindplaats.db.key limited.db.key
expect 74 E3004 "no room" -- bash -c "ulimit -f 400; '$V' debug write 100000 --db sqlite:limited.db"
"$V" verify --db sqlite:limited.db >/dev/null || fail "size limit: defects"
ok "full was a limit on the size of files"
unchanged "full disk"

# --- output that cannot be written is an error, not silence
expect 74 "E300" "standard output" -- bash -c "'$V' person list >/dev/full"
expect 74 E3007 "standard output" -- bash -c "'$V' person list >&-"
bash -c "set -o pipefail; { '$V' person list --limit 100; echo \$? >status.txt; } 2>err.txt | true" || true
case "$(cat status.txt)" in 0 | 74) ok "a reader that goes away is no crash" ;; *) fail "broken pipe: exit $(cat status.txt)" ;; esac

# --- a second writer
sqlite3 vindplaats.db 2>/dev/null <<<"select 1" >/dev/null && hold=sqlite3 || hold=python3
mkfifo hold.fifo
if [ $hold = sqlite3 ]; then
    sqlite3 vindplaats.db <hold.fifo >held.txt & holder=$!
    exec 9>hold.fifo
    printf 'begin immediate;\nselect 7;\n' >&9
else
    python3 -c "
import sqlite3, sys
c = sqlite3.connect('vindplaats.db', isolation_level=None); c.execute('begin immediate')
open('held.txt', 'w').write('7'); sys.stdin.read()" <hold.fifo & holder=$!
    exec 9>hold.fifo
fi
for _ in $(seq 100); do grep -q 7 held.txt 2>/dev/null && break; sleep 0.05; done
start=$SECONDS
expect 75 E3002 "another program" "hint" -- "$V" debug write 1
[ $((SECONDS - start)) -ge 4 ] || fail "it did not wait for the other writer"
expect 0 "defects 0" -- "$V" verify # readers go on
exec 9>&-; wait $holder 2>/dev/null || true
unchanged "second writer"

# --- not a database, half a database, another version
expect 66 E1005 "init" -- "$V" verify --db sqlite:nowhere.db --key vindplaats.db.key
[ ! -e nowhere.db ] || fail "asking for a database that is not there made one"
printf 'name;number\n' >text.db; : >empty.db
mkdir folder.db
for file in text.db empty.db; do
    cp $file kept.bin
    expect 78 E3006 "not a vindplaats database" -- "$V" verify --db sqlite:$file --key vindplaats.db.key
    expect 78 E3006 -- "$V" debug write 1 --db sqlite:$file --key vindplaats.db.key
    expect 73 E1006 -- "$V" init --db sqlite:$file --key new.key
    cmp -s $file kept.bin || fail "$file was changed"
done
"$V" verify --db sqlite:folder.db --key vindplaats.db.key >out.txt 2>err.txt && fail "a folder is no database"
grep -q '^vindplaats: E' err.txt || fail "a folder: no error"
size=$(stat -c %s vindplaats.db)
for keep in 100 4096 20480 $((size / 2)) $((size - 4096)); do
    head -c "$keep" vindplaats.db >half.db
    got=0; "$V" verify --db sqlite:half.db --key vindplaats.db.key >out.txt 2>err.txt || got=$?
    grep -qE '^vindplaats: E(3005|3006)' err.txt && { [ $got = 65 ] || [ $got = 78 ]; } ||
        { cat out.txt err.txt >&2; fail "truncated to $keep bytes: exit $got"; }
    grep -qiE 'defect at|Sanitizer' err.txt && fail "truncated to $keep bytes: a crash"
done
ok "a database cut to five sizes is damaged, each time"
cp vindplaats.db newer.db
sqlite_run() { if command -v sqlite3 >/dev/null; then sqlite3 "$1" "$2"; else
    python3 -c "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()" "$1" "$2"; fi; }
sqlite_run newer.db "INSERT INTO migration VALUES (99, '0099_later.sql', zeroblob(32), 0)"
expect 78 E3006 "newer version" "0099_later.sql" -- "$V" verify --db sqlite:newer.db --key vindplaats.db.key
expect 78 E3006 -- "$V" debug write 1 --db sqlite:newer.db --key vindplaats.db.key
cp vindplaats.db changed.db
sqlite_run changed.db "UPDATE migration SET hash = zeroblob(32)"
expect 78 E3006 "was changed" -- "$V" verify --db sqlite:changed.db --key vindplaats.db.key
expect 69 E4001 "PostgreSQL" -- "$V" verify --db postgresql://host/base --key vindplaats.db.key
expect 64 E1001 "sqlite:" -- "$V" verify --db vindplaats.db --key vindplaats.db.key
unchanged "other files"
