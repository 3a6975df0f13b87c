# The systemd unit that is shipped: systemd reads it without complaint, and what it
# leaves open is little. Neither needs systemd to run.

# shellcheck shell=bash
command -v systemd-analyze >/dev/null || fail "systemd-analyze is not installed: run tools/setup test"
sed "s|/usr/local/bin/vindplaats|$V|" "$ROOT/deploy/vindplaats.service" >vindplaats.service
systemd-analyze verify --man=no ./vindplaats.service >said.txt 2>&1 || { cat said.txt >&2; fail "verify"; }
grep -v '^$' said.txt >&2 && fail "systemd complains"
ok "systemd reads the unit"
systemd-analyze security --offline=true --threshold=10 ./vindplaats.service >said.txt 2>&1 ||
    { tail -3 said.txt >&2; fail "exposure"; }
tail -1 said.txt | grep -q 'SAFE' || { tail -1 said.txt >&2; fail "exposure"; }
ok "$(sed -n 's/.*Overall exposure level for [^:]*: \([0-9.]* [A-Z]*\).*/exposure \1/p' said.txt)"
# every option of its command line is one that the program knows
"$V" help serve >help.txt
for option in $(grep -oE -- ' --[a-z-]+' "$ROOT/deploy/vindplaats.service" | grep -v name); do
    grep -qF -- " $option " help.txt || fail "the unit gives $option, which serve does not know"
done
ok "its command line is one that serve knows"
