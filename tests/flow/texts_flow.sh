# The texts of the interface: every one of the code exists in French, English and Arabic;
# words of blame and of control are in none of the Dutch ones.

# shellcheck shell=bash
found=$("$ROOT/tools/texts" check) || { printf '%s\n' "$found" >&2; fail "texts"; }
ok "$found"

# Dutch: what a person would not say to a person
"$ROOT/tools/texts" dutch >dutch.txt
[ "$(wc -l <dutch.txt)" -gt 30 ] || fail "no texts found in the code"
refused='\b(ongeldig[e]?|verplicht veld|helaas|gelieve|sorry|sanctie[s]?|controle[s]?|controleert|weet je zeker)\b'
! grep -niE -- "$refused" dutch.txt || fail "words that are not used here (docs: po/README.md)"
ok "$(wc -l <dutch.txt) Dutch texts, none of blame or control"

# fillings are kept: {0} in Dutch is {0} in each of the others
for language in fr en ar; do
    python3 - "$ROOT/po/$language.po" <<'PYTHON' || fail "$language: fillings"
import re, sys
text = open(sys.argv[1], encoding="utf-8").read()
wrong = 0
for block in text.split("\n\n")[1:]:
    if block.startswith("#~"):
        continue
    parts = {}
    for key, value in re.findall(r'^(msg\w+(?:\[\d\])?) ((?:"(?:[^"\\]|\\.)*"\n?)+)', block, re.M):
        parts[key] = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', value))
    source = set(re.findall(r"\{\d\}", parts.get("msgid_plural", parts.get("msgid", ""))))
    forms = [v for k, v in parts.items() if k.startswith("msgstr")]
    plural = "msgid_plural" in parts
    for form in forms:
        has = set(re.findall(r"\{\d\}", form))
        # one and two are said by the noun alone in Arabic, one in all of them
        if has - source or (source - has and not plural):
            print(parts["msgid"], "->", form)
            wrong += 1
sys.exit(wrong > 0)
PYTHON
done
ok "fillings are the same in every language"

# what the check is for: it sees a text that a language lacks
cp -r "$ROOT/po" "$ROOT/src" "$ROOT/tools" .
sed -i '/^msgid "vandaag"$/{n;s/".*"/""/}' po/ar.po
! tools/texts check >lacks.txt 2>&1 || fail "a text that Arabic lacks passes"
grep -qF 'ar (none): "vandaag"' lacks.txt || { cat lacks.txt >&2; fail "which text is lacking"; }
ok "a text that is lacking is seen"
