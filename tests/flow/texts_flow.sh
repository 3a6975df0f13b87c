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

# nor in the translations, nor in the labels of code lists: no penalty, no supervision, no
# reproach. Supervising one's own privacy (toezicht op gegevens) is not in these words.
msgstrs() { sed -n -e 's/^msgstr\(\[[0-9]\]\)\? "\(..*\)"$/\2/p' "$ROOT/po/$1.po"; }
declare -A blame
blame[fr]='(\bsanction|\bcontrôl|\bpénalit|\bpunition|\bpunir|\binfraction|\bchamp obligatoire|\binvalide\b|\bdésolé|\bmalheureusement|\bveuillez\b)'
blame[en]='(\bsanction|\bpenalt|\bpunish|\boffence|\bnon-complian|\bnoncomplian|\bmonitored\b|\bmandatory field|\binvalid\b|\bsorry\b|\bunfortunately)'
blame[ar]='(عقوب|عقاب|معاقب|(?<!أ)جزاء|غرامة|مخالف|مراقبة|رقابة|تفتيش|حقل إلزامي|غير صالح|للأسف|آسف)'
for language in fr en ar; do
    msgstrs "$language" >translated.txt
    [ "$(wc -l <translated.txt)" -gt 500 ] || fail "$language: the translations are not read"
    ! grep -niP -- "${blame[$language]}" translated.txt || fail "$language: words that are not used here"
done
sed -n -e 's/^\(C\|LIST\)(//p' "$ROOT"/src/domain/lists/*.def >labels.txt
[ "$(wc -l <labels.txt)" -gt 500 ] || fail "the labels of code lists are not read"
! grep -niP -- '\b(sanctie|controle|strafmaat|boete|overtreding)|\bsanction|\bcontrôle|\bpénalité|\bpenalty|\bpunish' labels.txt ||
    fail "labels of code lists with words that are not used here"
# what the check is for: it sees such a word in each language
for seen in 'fr:Ceci est une sanction' 'en:A penalty follows' 'ar:هذه عقوبة'; do
    grep -qiP -- "${blame[${seen%%:*}]}" <<<"${seen#*:}" || fail "the check is blind in ${seen%%:*}"
done
ok "nor in French, English and Arabic, nor in the labels of code lists"

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

# a person may be shown what a look was for: each reason has words
python3 -B - "$ROOT" >lacks.txt <<'PYTHON' || { cat lacks.txt >&2; fail "a reason of looks has no words (look_reasons.def)"; }
import glob, re, sys
root = sys.argv[1]
words = set(re.findall(r'^L\("([^"]+)"', open(root + "/src/web/look_reasons.def", encoding="utf-8").read(), re.M))
asks = re.compile(r"\b(?:dossier_open|look_log\w*|open_file|appointment_open)\(([^;]*?)\)[);]", re.S)
found = set()
for path in glob.glob(root + "/src/act/*.c") + glob.glob(root + "/src/web/*.c"):
    for call in asks.findall(open(path, encoding="utf-8").read()):
        found.update(re.findall(r'"([a-z][a-z ]+)"\s*,\s*e$', call.strip()))
for reason in sorted(found - words):
    print(reason)
sys.exit(found - words != set() or len(found) < 15)
PYTHON
ok "each reason of a look has words"

# what the check is for: it sees a text that a language lacks
cp -r "$ROOT/po" "$ROOT/src" "$ROOT/tools" .
sed -i '/^msgid "vandaag"$/{n;s/".*"/""/}' po/ar.po
! tools/texts check >lacks.txt 2>&1 || fail "a text that Arabic lacks passes"
grep -qF 'ar (none): "vandaag"' lacks.txt || { cat lacks.txt >&2; fail "which text is lacking"; }
ok "a text that is lacking is seen"
