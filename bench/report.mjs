// Makes docs/bench.md from the lines of JSON that the benches print.
//
//   node report.mjs RESULTS.jsonl >docs/bench.md
import { readFileSync } from 'node:fs';
import { cpus, totalmem, loadavg } from 'node:os';

const lines = readFileSync(process.argv[2], 'utf8').trim().split('\n').map((l) => JSON.parse(l));
const of = (bench) => lines.filter((l) => l.bench === bench);
const out = [];
const say = (text = '') => out.push(text);
const ms = (x) => (x >= 100 ? x.toFixed(0) : x >= 10 ? x.toFixed(1) : x.toPrecision(3));
const times = (x) => (x >= 10 ? x.toFixed(0) : x.toFixed(1)) + ' x';

function table(heads, rows) {
  say('| ' + heads.join(' | ') + ' |');
  say('|' + heads.map(() => '---').join('|') + '|');
  for (const row of rows) say('| ' + row.join(' | ') + ' |');
  say();
}

function best(rows) {
  const good = rows.filter((r) => !r.failed);
  return good.reduce((a, b) => (b.least_ms < a.least_ms ? b : a), good[0]);
}

function machine() {
  const cpu = cpus()[0].model.trim().replace(/\s+/g, ' ');
  const release = readFileSync('/etc/os-release', 'utf8').match(/^PRETTY_NAME="(.*)"/m)[1];
  say('# Measured');
  say();
  say(`Made by \`make bench\` on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} `
    + `processors "${cpu}", ${Math.round(totalmem() / 2 ** 30)} GiB, ${release}; load of the `
    + `machine at the end ${loadavg()[0].toFixed(1)} (other programs may have been running). `
    + 'Times are wall clock, the least of several runs in one process and, beside it, the '
    + 'median; "cpu" is the least processor time of all threads together. A ratio is always '
    + 'between two times of the same run. What each bench does stands in its source in '
    + '[bench](../bench/README.md); how counting works in '
    + '[counting](methods/counting.md).');
  say();
}

function blinding() {
  const rows = of('blind').filter((r) => r.elements);
  if (!rows.length) return;
  say('## Blinding');
  say();
  say('Elements of ristretto255 evaluated for a project, beside a bare loop of libsodium\'s '
    + 'multiplication; "of the limit" counts the multiplications that RFC 9497 asks for an '
    + 'element. What it is: [blinding](methods/blinding.md).');
  say();
  table(['step', 'elements/s, 1 thread (cpu)', '2 threads (wall)', 'multiplications',
    'of the limit', '1 million, cpu s'],
  rows.map((r) => [r.step, r.per_second.toLocaleString('en'),
    r.per_second_2_threads.toLocaleString('en'), r.multiplications, r.of_limit,
    r.million_cpu_s]));
}

function cube() {
  const rows = of('cube');
  if (!rows.length) return;
  say('## Counting');
  say();
  say('A cube of province (7) x sex (3) x education (4) x age class (8) x origin (3) with all '
    + 'its margins, 5,760 cells, over invented participations of persons who come 2.5 times on '
    + 'average. "Distinct" counts persons, once in every cell and every margin. "Reading" is '
    + 'the time to read the same columns from memory and add them up.');
  say();
  table(['participations', 'counts', 'threads', 'least ms', 'median ms', 'cpu ms',
    'reading, ms', 'of reading', 'ns a row', 'memory added, KiB'],
  rows.map((r) => [r.rows.toLocaleString('en'), r.distinct ? 'distinct persons' : 'rows',
    r.threads, ms(r.least_ms), ms(r.median_ms), ms(r.cpu_ms), ms(r.read_least_ms),
    times(r.least_ms / r.read_least_ms), (r.least_ms * 1e6 / r.rows).toFixed(2),
    r.peak_added_kib]));
  const n = Math.max(...rows.map((r) => r.rows));
  const at = (distinct) => rows.find((r) => r.rows === n && r.threads === 1
    && r.distinct === distinct);
  say(`Distinct persons cost ${times(at(true).least_ms / at(false).least_ms)} the plain cube at `
    + `${n.toLocaleString('en')} rows on one thread (goal: at most 3). Instructions used: `
    + `${rows[0].level}.`);
  say();
}

function duckdb() {
  const rows = of('duckdb');
  if (!rows.length) return;
  const n = rows[0].rows;
  say(`## Counting, beside DuckDB ${rows[0].version}`);
  say();
  say(`The same ${n.toLocaleString('en')} participations in a DuckDB table in memory, columns `
    + 'of one byte, persons of four; loading not counted. Every formulation gave the same '
    + 'cells as ours: those that differ are counted in the last column. On two threads only '
    + 'formulations within three times the best on one are repeated.');
  say();
  table(['counts', 'threads', 'formulation', 'runs', 'least ms', 'median ms', 'cpu ms',
    'cells that differ'],
  rows.map((r) => [r.distinct ? 'distinct persons' : 'rows', r.threads, r.formulation,
    ...(r.failed ? ['', 'failed', r.failed, '', '']
      : [r.runs, ms(r.least_ms), ms(r.median_ms), ms(r.cpu_ms), r.cells_wrong])]));
  const goals = { false: 12, true: 20 };
  const ratios = [];
  for (const distinct of [false, true])
    for (const threads of [1, 2]) {
      const ours = of('cube').find((r) => r.rows === n && r.threads === threads
        && r.distinct === distinct);
      const same = rows.filter((r) => r.threads === threads && r.distinct === distinct);
      const peer = best(same);
      if (!ours || !peer) continue;
      const counted = best(same.filter((r) => r.formulation.startsWith('count(distinct) by')));
      ratios.push([distinct ? 'distinct persons' : 'rows', threads, ms(ours.least_ms),
        ms(peer.least_ms), times(peer.least_ms / ours.least_ms),
        times(peer.median_ms / ours.median_ms), times(peer.cpu_ms / ours.cpu_ms),
        distinct && counted ? times(counted.least_ms / ours.least_ms) : '',
        threads === 1 ? `${goals[distinct]} x` : '']);
    }
  table(['counts', 'threads', 'ours, ms', 'best of DuckDB, ms', 'ratio of least',
    'of median', 'of cpu', 'to its plain count(distinct)', 'goal'], ratios);
}

// Statuses through time: growth with the number of spells, and the peers.
function spells() {
  const rows = of('spells');
  if (!rows.length) return;
  say('## Statuses through time');
  say();
  say(`Questions over invented spells of status, from text to table; ${rows[0].bytes_a_spell} `
    + `bytes a spell in memory, beside 16 for each person and set of attributes `
    + `(a participation has ${rows[0].bytes_a_participation}). "Reading" is the time to read `
    + 'the columns that the question needs and add them up.');
  say();
  table(['spells', 'question', 'threads', 'least ms', 'median ms', 'reading, ms', 'of reading',
    'ns a spell'],
  rows.map((r) => [r.rows.toLocaleString('en'), r.question, r.threads, ms(r.least_ms),
    ms(r.median_ms), ms(r.read_least_ms), times(r.least_ms / r.read_least_ms),
    (r.least_ms * 1e6 / r.rows).toFixed(2)]));
  const lite = of('spells_sqlite');
  if (lite.length) {
    say(`Beside SQLite ${lite[0].version} on ${lite[0].rows.toLocaleString('en')} of the same `
      + 'spells, one thread; every cell compared.');
    say();
    table(['question', 'ours, ms', 'SQLite, ms', 'ratio', 'cells that differ'],
      lite.map((r) => [r.question, ms(r.least_ms), ms(r.sqlite_least_ms), times(r.ratio),
        r.cells_wrong]));
  }
  const duck = of('spells_duckdb');
  if (!duck.length) return;
  const n = duck[0].rows;
  say(`Beside DuckDB ${duck[0].version} on the same ${n.toLocaleString('en')} spells; loading `
    + 'not counted, every cell compared. The best formulation counts; the goal for a stock '
    + 'was set against a row for each month of each spell.');
  say();
  table(['question', 'threads', 'formulation', 'runs', 'least ms', 'median ms',
    'cells that differ'],
  duck.map((r) => [r.question, r.threads, r.formulation,
    ...(r.failed ? ['', 'failed', r.failed, ''] : [r.runs, ms(r.least_ms), ms(r.median_ms),
      r.cells_wrong])]));
  const goals = ['2.5 x', '12 x', '100 x'];
  const names = [...new Set(duck.map((r) => r.question))];
  const ratios = [];
  for (const [i, question] of names.entries())
    for (const threads of [1, 2]) {
      const ours = rows.find((r) => r.rows === n && r.threads === threads
        && r.question === question);
      const same = duck.filter((r) => r.threads === threads && r.question === question);
      const peer = best(same);
      const first = same.find((r) => r.formulation === 'a row for each month of each spell');
      if (!ours || !peer) continue;
      ratios.push([question, threads, ms(ours.least_ms), ms(peer.least_ms),
        times(peer.least_ms / ours.least_ms), times(peer.median_ms / ours.median_ms),
        first && !first.failed ? times(first.least_ms / ours.least_ms) : '',
        threads === 1 ? goals[i] : '']);
    }
  table(['question', 'threads', 'ours, ms', 'best of DuckDB, ms', 'ratio of least', 'of median',
    'to a row for each month', 'goal'], ratios);
}

// Benches of one table each: the fields as they come.
function plain(bench, title, text) {
  const rows = of(bench);
  if (!rows.length) return;
  say(`## ${title}`);
  say();
  say(text);
  say();
  const heads = [...new Set(rows.flatMap((r) => Object.keys(r)))].filter((h) => h !== 'bench');
  table(heads.map((h) => h.replaceAll('_', ' ')), rows.map((r) => heads.map((h) =>
    typeof r[h] === 'number' ? r[h].toLocaleString('en') : String(r[h] ?? ''))));
}

machine();
cube();
duckdb();
spells();
plain('question', 'A question, from text to table',
  'Panel in memory, one thread. Goal: under 20 ms over 1,000,000 participations.');
plain('panel_build', 'Building the panel from facts in memory', 'Facts made beforehand.');
plain('panel_load', 'Loading the panel from the store',
  'SQLite stepping through every row of the same tables is the peer ("scan").');
plain('find', 'A file found again by name and date of birth',
  'One typing error in each of the given and the family name, half of the time exchanged; the date '
  + 'whole, with a wrong digit, its year alone or not given. The limit is reading all sketches once.');
plain('import', 'Importing a file of statuses',
  'Rows in random order of person, one person for every ten rows, all known by the sender\'s key. '
  + 'The peer is SQLite inserting the same cells into one table and nothing else; "ratio" is to '
  + 'its time. Goal: 1,000,000 rows under 20 s, memory that does not grow with the file (up to '
  + '256 MiB of it are pages of the database). The same file again writes nothing.');
blinding();
plain('encode', 'Persons encoded under a linkage schema',
  'Nine fields as in FEBRL, 1,100 bits put in, 1,024 bits long; invented persons, a new encoder '
  + 'for each run and thread. "times clkhash" is to 20,000 and to 10,000 records a second and '
  + 'core, measured for these fields elsewhere and not in this run. "times hashing every token" is '
  + 'to BLAKE2b of libsodium over as many tokens, "share of or limit" to or-ing nine finished masks '
  + 'a record from a table of 8 MiB, both in the same run. Goal: 1,000,000 records a second and '
  + 'thread.');
plain('link_kernel', 'Encodings held against each other',
  'Two sets of 20,000 encodings of 1024 bits (plain and popcnt: 4,000 against 20,000), the best '
  + 'ten of each record. "limit" is AND, VPOPCNTQ and ADD on registers and nothing else, measured '
  + 'right before, in million pairs a second; more than the limit is reached where pairs are let '
  + 'go before all words were counted. The plain loop is what the core of anonlink does, in a few '
  + 'lines of our own. How it works is in [linkage at scale](methods/linkage-at-scale.md).');
plain('link_bands', 'Bands beside comparing all',
  'Two threads. "recall" is to all pairs that reach the threshold, 0 where they were not counted.');
plain('link_people', 'People linked in the clear',
  'Invented people with doubles and typing errors (bench/people.c), pairwise precision and recall.');
plain('web', 'The pages of a guide, and between organisations, over HTTP',
  'Over loopback, client and server on the same two processors, every answer checked. "alone": one '
  + 'user; "at work": fifty users who search, list and open files and read each page for one to '
  + 'three seconds; "at once": fifty users who never pause. The gates are those of DHIS2 for the '
  + 'same questions, for one user and under load, which there means four users who pause one to '
  + 'three seconds. "health" is what sockets and scheduling cost here, "disk" what one small write '
  + 'that is safe costs in that folder, right before and right after the fifty at work. Every file '
  + 'that is opened and every name that is shown is written to the log of reads, on disk, before '
  + 'the answer leaves.');
plain('writes', 'Durable writes',
  'A row in the log of reads with its audit row, on disk before it counts: threads that share '
  + 'the writer, threads with connections of their own, and the bare disk (4 KiB and fdatasync).');
plain('search', 'Searching persons in memory',
  'Invented persons; bits laid out by position instead of by person, against a scan of all rows.');
const known = ['web', 'writes', 'search', 'cube', 'duckdb', 'spells', 'spells_sqlite', 'spells_duckdb', 'question',
  'panel_build', 'panel_load', 'find', 'import', 'encode', 'blind', 'link_kernel', 'link_bands',
  'link_people'];
for (const bench of new Set(lines.map((l) => l.bench).filter((b) => !known.includes(b))))
  plain(bench, bench, 'See its source.');
console.log(out.join('\n').trim());
