// The peer of bench_spells: DuckDB counting the same spells in the same minutes.
//
//   node bench_duckdb_spells.mjs FOLDER     FOLDER as written by `bench_spells --export`
//
// One line of JSON a formulation and number of threads; the best formulation counts.
// Rows are loaded into memory as the smallest integer types, sorted by person as ours
// are; loading is not timed. Every cell is compared with that of our table; cells that
// SQL leaves out must be zero there. A difference ends with status 1.
import { readFile } from 'node:fs/promises';
import { DuckDBInstance, version } from '@duckdb/node-api';

// Codes as our tables name them, in the order of the code lists.
const STATUS = ['employed', 'self_employed', 'in_training', 'job_seeking', 'not_active',
  'not_wishing_active'];
const REASON = ['job', 'sickness_insurance', 'pension', 'death', 'moved_abroad',
  'ocmw_living_wage', 'total_inactivity'];
const MONTHS = 120, JOB_SEEKING = 3;
const FIRST = 60, END = 84; // months of the stock, the second not included

const left = `status = ${JOB_SEEKING} and left_in < ${MONTHS}`;
// Entered less left, summed over months: as our stock is counted.
const differences = `select * from (select m, status, sum(sum(d)) over
    (partition by status order by m)::bigint n from
  (select greatest(began, ${FIRST}) m, status, count(*) d from s
     where began < ${END} group by all
   union all select greatest(left_in, ${FIRST}), status, -count(*) from s
     where left_in < ${END} group by all
   union all select m, status, 0 from range(${FIRST}, ${END}) r(m),
     range(${STATUS.length}) c(status))
  group by m, status)`;

const questions = [
  { name: 'outflow by month and destination', key: (r) => [month(r[0]), REASON[r[1]]],
    formulations: {
      'group by month, destination':
        `select left_in, destination, count(*) from s where ${left} group by all`,
      'group by one packed key':
        `select k // 32, k % 32, n from (select (left_in * 32 + destination)::usmallint k,
           count(*) n from s where ${left} group by k)`,
    } },
  { name: 'outflow by month, destination and province',
    key: (r, places) => [month(r[0]), places.get(Number(r[1])), REASON[r[2]]],
    formulations: {
      'join, group by three columns':
        `select left_in, municipality, destination, count(*) from s join p using (person)
         where ${left} group by all`,
      'filter first, then join':
        `select left_in, municipality, destination, count(*) from
           (select person, left_in, destination from s where ${left}) join p using (person)
         group by all`,
    } },
  { name: 'stock at the end of each of 24 months by status',
    key: (r) => [month(r[0]), STATUS[r[1]]],
    formulations: {
      'a row for each month of each spell':
        `select m, status, count(*) from s, range(${FIRST}, ${END}) r(m)
         where began <= m and left_in > m group by all`,
      'months unnested from spells':
        `select m, status, count(*) from (select status,
           unnest(range(greatest(began, ${FIRST}), least(left_in, ${END}))) m from s)
         group by all`,
      'entered less left, summed over months': differences,
    } },
];

function month(m) {
  const n = Number(m);
  return `${2010 + Math.floor(n / 12)}-${String(n % 12 + 1).padStart(2, '0')}`;
}

async function table(path) {
  const cells = new Map();
  for (const line of (await readFile(path, 'utf8')).trim().split('\n')) {
    const at = line.lastIndexOf(',');
    cells.set(line.slice(0, at), Number(line.slice(at + 1)));
  }
  return cells;
}

// Cells that differ: those of SQL that are not ours, and ours above zero not in SQL.
function wrong(rows, cells, key) {
  const left = new Map(cells);
  let n = 0;
  for (const row of rows) {
    const name = key(row);
    const count = Number(row[row.length - 1]);
    if (count !== 0 && left.get(name) !== count) n++;
    if (count !== 0 || left.get(name) === 0) left.delete(name);
  }
  for (const count of left.values()) if (count !== 0) n++;
  return n;
}

// One run that warms up, then several; a slow one is not repeated often.
async function measure(connection, sql) {
  const wall = [];
  let rows, runs = 1;
  for (let i = 0; i < runs; i++) {
    const began = performance.now();
    const reader = await connection.runAndReadAll(sql);
    wall.push(performance.now() - began);
    if (i > 0) continue;
    rows = reader.getRows();
    runs = wall[0] > 20000 ? 1 : 1 + Math.max(2, Math.min(7, Math.round(6000 / wall[0])));
  }
  const ms = wall.slice(wall.length > 1 ? 1 : 0).sort((a, b) => a - b);
  return { rows, runs: ms.length, least: ms[0], median: ms[ms.length >> 1] };
}

async function main(folder) {
  const quoted = folder.replaceAll("'", "''");
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await connection.run(`set temp_directory = '${quoted}/spill'`);
  await connection.run(`set memory_limit = '12GB'`);
  await connection.run(`create table s as select * from read_csv('${quoted}/spells.csv',
    header = true, columns = {'person': 'uinteger', 'status': 'utinyint',
    'began': 'usmallint', 'left_in': 'usmallint', 'destination': 'utinyint'})`);
  await connection.run(`create table p as select * from read_csv('${quoted}/persons.csv',
    header = true, columns = {'person': 'uinteger', 'municipality': 'usmallint'})`);
  const counted = await connection.runAndReadAll('select count(*) from s');
  const rows = Number(counted.getRows()[0][0]);
  const places = new Map();
  for (const line of (await readFile(`${folder}/places.csv`, 'utf8')).trim().split('\n').slice(1))
    places.set(Number(line.split(',')[0]), line.split(',')[1]);
  for (const [number, q] of questions.entries()) {
    const cells = await table(`${folder}/cells_${number}.csv`);
    const least = {};
    for (const threads of [1, 2]) {
      await connection.run(`set threads = ${threads}`);
      const best = Math.min(...Object.values(least));
      for (const [formulation, sql] of Object.entries(q.formulations)) {
        if (threads > 1 && least[formulation] > 3 * best) continue;
        const about = { bench: 'spells_duckdb', version: version(), rows, question: q.name,
          threads, formulation };
        try {
          const m = await measure(connection, sql);
          const bad = wrong(m.rows, cells, (r) => q.key(r, places).join(','));
          if (threads === 1) least[formulation] = m.least;
          console.log(JSON.stringify({ ...about, runs: m.runs, least_ms: +m.least.toFixed(2),
            median_ms: +m.median.toFixed(2), cells: cells.size, cells_wrong: bad }));
          if (bad) process.exitCode = 1;
        } catch (error) {
          const failed = String(error.message).split('\n')[0].slice(0, 120);
          if (threads === 1) least[formulation] = Infinity;
          console.log(JSON.stringify({ ...about, failed }));
        }
      }
    }
  }
  if (process.exitCode) console.error('bench_duckdb_spells: cells differ');
}

if (process.argv.length !== 3) {
  console.error('usage: node bench_duckdb_spells.mjs FOLDER');
  process.exit(64);
}
await main(process.argv[2]);
